// Which incidents one may belong to, the likeliest first; and which reports it has.
import type { Alert, TimelineEntry } from '../model/messages';

const candidatesMost = 50;
const metresPerDegree = 111_195; // of latitude

// Good enough to put near ones first.
function metresBetween(one: Alert, other: Alert): number {
  if (one.lat === undefined || one.lon === undefined || other.lat === undefined || other.lon === undefined) return Infinity;
  const north = (one.lat - other.lat) * metresPerDegree;
  const east = (one.lon - other.lon) * metresPerDegree * Math.cos((one.lat * Math.PI) / 180);
  return Math.hypot(north, east);
}

// A drill never meets real work, nor covert work open work: the hub refuses that.
export function mergeCandidates(alert: Alert, alerts: Iterable<Alert>): Alert[] {
  return [...alerts]
    .filter((other) => other.incident !== alert.incident && other.exercise === alert.exercise && (other.covert ?? false) === (alert.covert ?? false))
    .map((other) => ({ other, metres: metresBetween(alert, other), apart: Math.abs(other.opened_at - alert.opened_at) }))
    .sort((a, b) => (a.metres === b.metres ? a.apart - b.apart : a.metres - b.metres))
    .slice(0, candidatesMost)
    .map(({ other }) => other);
}

export interface ReportEntry {
  readonly name: string; // as a split names it: client/id
  readonly by: string;
  readonly at: number;
  readonly text: string;
}

// Those that were received for it and not split off since. What came by a merge is told in the other's timeline.
export function reportsOf(timeline: readonly TimelineEntry[]): ReportEntry[] {
  const parted = new Set(timeline.filter((entry) => entry.what === 'parted').flatMap((entry) => (entry.text ?? '').split(', ')));
  return timeline
    .filter((entry) => entry.what === 'report_received' && entry.report !== undefined)
    .map((entry) => ({ name: `${entry.by}/${entry.report ?? ''}`, by: entry.by, at: entry.at, text: entry.text ?? '' }))
    .filter((report) => !parted.has(report.name));
}
