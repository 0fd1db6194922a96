// How long an incident that somebody took may stand without anybody at work: by what the hub says of its escalations (query `policies`).
import { numberAt, objectsAt, textAt, type Json } from '../model/json';

export type Patience = ReadonlyMap<string, number>; // policy -> ms after the acknowledgement

export const noPatience: Patience = new Map();

// What the hub itself waits before it calls anew (`ack_lasts`). Where it does not, as long as the whole chain would have been called.
function ofPolicy(policy: Json): number {
  const chain = objectsAt(policy, 'steps').reduce((sum, step) => sum + (numberAt(step, 'ack_within_ms') ?? numberAt(step, 'repeat_every_ms') ?? 0), 0);
  return numberAt(policy, 'ack_lasts_ms') ?? chain;
}

export function patienceOf(policies: readonly Json[]): Patience {
  return new Map(policies.map((policy) => [textAt(policy, 'policy'), ofPolicy(policy)]));
}
