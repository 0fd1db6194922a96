// A proof of sound and light: a drill of the page's own goes the whole way (page, broker, hub, rules, row, sound), and is timed at each station.
import type { CategoryEntry, Organisation } from '../model/organisation';

export type Station = 'receipt' | 'row' | 'sound';
export const stations: readonly Station[] = ['receipt', 'row', 'sound'];
export const proofWithin = 10_000; // ms

export interface Proof {
  readonly input: string; // id of its report
  readonly begunAt: number; // ms of this machine
  readonly reached: Readonly<Partial<Record<Station, number>>>; // ms after the begin
  readonly refused?: string; // the hub's reason
}

export type ProofOutcome = 'running' | 'proved' | 'failed';

// Each counts once, and in time only.
export function reach(proof: Proof, station: Station, now: number): Proof {
  const after = now - proof.begunAt;
  if (proof.reached[station] !== undefined || after >= proofWithin) return proof;
  return { ...proof, reached: { ...proof.reached, [station]: after } };
}

// The first station that was not reached.
export function missingOf(proof: Proof): Station | undefined {
  return stations.find((station) => proof.reached[station] === undefined);
}

export function outcomeOf(proof: Proof, now: number): ProofOutcome {
  if (missingOf(proof) === undefined) return 'proved';
  return proof.refused !== undefined || now - proof.begunAt >= proofWithin ? 'failed' : 'running';
}

// What it is about: the least urgent category of which the operator hears and which calls nobody. undefined = there is none, so no proof either.
export function proofCategory(me: Organisation): CategoryEntry | undefined {
  const own = new Set(me.divisions.filter((division) => division.reads && division.commands).map((division) => division.name));
  return me.categories
    .filter((category) => !category.escalates && category.divisions.length > 0 && category.divisions.every((division) => own.has(division)))
    .sort((a, b) => b.priority - a.priority)[0];
}
