// What the operator sent, until the hub said what became of it. An input keeps its id and its bytes until then, so it counts once however often it is sent.
import type { Receipt } from '../model/messages';

export type InputKind = 'report' | 'command' | 'instruct' | 'ack' | 'status';
export type SendingState = 'sent' | 'accepted' | 'refused';

export interface Sending {
  readonly id: string;
  readonly kind: InputKind;
  readonly body: string; // JSON, as it goes
  readonly about: string; // what it acts on and how, e.g. "acknowledge 01jd8…": one of a kind at a time
  readonly at: number; // ms of this machine
  readonly state: SendingState;
  readonly receipt?: Receipt;
  readonly endedAt?: number;
}

export interface Outbox {
  readonly sendings: ReadonlyMap<string, Sending>; // by id, oldest first
}

const endedMost = 200; // outcomes that are remembered, to be shown

export const emptyOutbox: Outbox = { sendings: new Map() };

// The one that is on its way about this, if any: a double click or a held key gives no second one.
export function pendingAbout(outbox: Outbox, about: string): Sending | undefined {
  return [...outbox.sendings.values()].find((sending) => sending.about === about && sending.state === 'sent');
}

export function latestAbout(outbox: Outbox, about: string): Sending | undefined {
  return [...outbox.sendings.values()].findLast((sending) => sending.about === about);
}

export function put(outbox: Outbox, sending: Omit<Sending, 'state'>): Outbox {
  if (pendingAbout(outbox, sending.about) !== undefined) return outbox;
  return { sendings: new Map(outbox.sendings).set(sending.id, { ...sending, state: 'sent' }) };
}

export function settle(outbox: Outbox, receipt: Receipt, now: number): Outbox {
  const sending = outbox.sendings.get(receipt.id);
  // "Later" is no outcome: it stays, and is sent again.
  if (sending === undefined || sending.state !== 'sent' || receipt.kind !== sending.kind || receipt.retry === true) return outbox;
  const sendings = new Map(outbox.sendings);
  sendings.set(receipt.id, { ...sending, state: receipt.accepted ? 'accepted' : 'refused', receipt, endedAt: now });
  const ended = [...sendings.values()].filter((one) => one.state !== 'sent');
  for (const old of ended.slice(0, Math.max(0, ended.length - endedMost))) sendings.delete(old.id);
  return { sendings };
}

export function unanswered(outbox: Outbox): Sending[] {
  return [...outbox.sendings.values()].filter((sending) => sending.state === 'sent');
}
