// What an operator is shown of an incident's state. The wire has two facts, whether it goes on and whether somebody acknowledged; the rest follows.
import type { Alert, Escalation } from '../model/messages';
import { noPatience, type Patience } from './patience';

export type ShownState =
  | 'new' // goes on, nobody took it
  | 'acknowledged'
  | 'waiting' // acknowledged, and for some time nobody does anything
  | 'ended' // is over, and nobody ever took it: it stays
  | 'resolved'; // over, and somebody saw to it

// When its time is over; Infinity = nobody said one. What called nobody has no time.
function waitsFrom(alert: Alert, patience: Patience): number {
  const ends = (alert.escalations ?? [])
    .filter((escalation) => escalation.acked_at > 0)
    .map((escalation) => escalation.acked_at + (patience.get(escalation.policy) ?? Infinity));
  return Math.max(...(ends.length === 0 ? [Infinity] : ends));
}

export function stateOf(alert: Alert, hubNow: number, patience: Patience = noPatience): ShownState {
  const goesOn = alert.status !== 'resolved' && alert.status !== 'closed';
  if (!goesOn) return alert.acked ? 'resolved' : 'ended';
  if (!alert.acked) return 'new';
  const isIdle = alert.teams.length === 0 && alert.units.length === 0 && (alert.status === 'new' || alert.status === 'open');
  return isIdle && hubNow >= waitsFrom(alert, patience) ? 'waiting' : 'acknowledged';
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
