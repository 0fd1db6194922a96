// What an operator is shown of an incident's state. The wire has two facts, whether it goes on and whether somebody acknowledged; the rest follows.
import type { Alert, Escalation } from '../model/messages';

export type ShownState =
  | 'new' // goes on, nobody took it
  | 'acknowledged'
  | 'waiting' // acknowledged, and for some time nobody does anything
  | 'ended' // is over, and nobody ever took it: it stays
  | 'resolved'; // over, and somebody saw to it

export const waitsAfter = 10 * 60_000; // ms after the acknowledgement

function ackedAt(alert: Alert): number {
  return Math.max(0, ...(alert.escalations ?? []).map((escalation) => escalation.acked_at));
}

export function stateOf(alert: Alert, hubNow: number): ShownState {
  const goesOn = alert.status !== 'resolved' && alert.status !== 'closed';
  if (!goesOn) return alert.acked ? 'resolved' : 'ended';
  if (!alert.acked) return 'new';
  const isIdle = alert.teams.length === 0 && alert.units.length === 0 && (alert.status === 'new' || alert.status === 'open');
  const since = ackedAt(alert);
  return isIdle && since > 0 && hubNow - since >= waitsAfter ? 'waiting' : 'acknowledged';
}

export const asksForAttention = (state: ShownState): boolean => state === 'new' || state === 'ended';

// The one that steps next.
export function runningEscalation(alert: Alert): Escalation | undefined {
  return alert.escalation?.ack_by === undefined ? undefined : alert.escalation;
}

// Who has it: on its way or claimed, else who acknowledged.
export function holderOf(alert: Alert): string {
  if (alert.claimed_by !== undefined) return alert.claimed_by;
  return (alert.escalations ?? []).find((escalation) => escalation.acked_by !== '')?.acked_by ?? '';
}
