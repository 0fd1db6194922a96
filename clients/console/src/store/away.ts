// What came and went while the page was not connected.
import type { Alert } from '../model/messages';

export interface Absence {
  readonly from: number; // ms of this machine
  readonly until: number;
  readonly came: readonly Alert[];
  readonly raised: readonly Alert[]; // known before, and asked for attention anew
  readonly went: readonly Alert[]; // as they were known
}

const byPriority = (a: Alert, b: Alert): number => a.priority - b.priority || a.opened_at - b.opened_at;

export function compareAbsence(before: ReadonlyMap<string, Alert>, after: ReadonlyMap<string, Alert>, from: number, until: number): Absence {
  const came = [...after.values()].filter((alert) => !before.has(alert.incident));
  const went = [...before.values()].filter((alert) => !after.has(alert.incident));
  const raised = [...after.values()].filter((alert) => {
    const known = before.get(alert.incident);
    return known !== undefined && alert.raised > known.raised;
  });
  return { from, until, came: came.sort(byPriority), raised: raised.sort(byPriority), went: went.sort(byPriority) };
}

export const isQuiet = (absence: Absence): boolean => absence.came.length + absence.raised.length + absence.went.length === 0;
