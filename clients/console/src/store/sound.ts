// What is to be heard. It follows from the rows that are shown, never from an event of its own, so what sounds is on the screen.
import type { Row } from './alert_list';

export type Pattern = 'p1' | 'p2' | 'p3' | 'deaf';

export interface Silences {
  readonly allUntil: number; // ms of this machine
  readonly byIncident: ReadonlyMap<string, number>;
}

export const silenceMost = 60_000; // ms; one press never buys more
export const noSilences: Silences = { allUntil: 0, byIncident: new Map() };

export function silenceAll(silences: Silences, now: number): Silences {
  return { ...silences, allUntil: now + silenceMost };
}

export function silenceOne(silences: Silences, incident: string, now: number): Silences {
  const byIncident = new Map([...silences.byIncident].filter(([, until]) => until > now));
  return { ...silences, byIncident: byIncident.set(incident, now + silenceMost) };
}

export const isSilenced = (silences: Silences, incident: string, now: number): boolean =>
  silences.allUntil > now || (silences.byIncident.get(incident) ?? 0) > now;

// Only what needs a person's act in a known time: priority 1 and 2, and of the rest what is being escalated. Covert work is never heard, and a silent panic
// not by units, of whom one pressed it.
export function sounds(row: Row, byUnit: boolean): boolean {
  if (row.state !== 'new' || row.alert.covert === true || (row.alert.silent === true && byUnit)) return false;
  if (row.alert.silenced !== undefined || row.alert.shelved !== undefined) return false;
  return row.alert.priority <= 2 || row.deadline !== Infinity;
}

function patternOf(priority: number): Pattern {
  if (priority === 1) return 'p1';
  return priority === 2 ? 'p2' : 'p3';
}

// The most urgent pattern of all that may sound now; undefined = quiet. `proof`: the drill by which this page proves its sound, as the most urgent would be.
export function patternNow(rows: readonly Row[], silences: Silences, byUnit: boolean, now: number, proof = ''): Pattern | undefined {
  if (proof !== '' && rows.some((row) => row.incident === proof && row.state === 'new')) return 'p1';
  const loud = rows.filter((row) => sounds(row, byUnit) && !isSilenced(silences, row.incident, now));
  if (loud.length === 0) return undefined;
  return patternOf(Math.min(...loud.map((row) => row.alert.priority)));
}

const urgency: Readonly<Record<Pattern, number>> = { deaf: 0, p1: 1, p2: 2, p3: 3 };

// In a flood the most urgent sounds once, and again when something more urgent comes; priority 1 and the page's own cry go on as ever. `sounded`: what did so in this flood.
export function patternInFlood(pattern: Pattern | undefined, sounded: Pattern | undefined): Pattern | undefined {
  if (pattern === undefined || pattern === 'p1' || pattern === 'deaf' || sounded === undefined) return pattern;
  return urgency[pattern] < urgency[sounded] ? pattern : undefined;
}
