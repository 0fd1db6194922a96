// What is said of alerts that come while the page is open: to who cannot see the list, or looks elsewhere. Nothing in a flood but priority 1, and never of covert work.
import type { Alert } from '../model/messages';

export interface Announcements {
  readonly raised: ReadonlyMap<string, number>; // incident -> the `raised` that was said, or stood already
  readonly urgent: readonly string[]; // of priority 1, newest last
  readonly others: readonly string[];
}

export const noAnnouncements: Announcements = { raised: new Map(), urgent: [], others: [] };
const most = 3; // of each, so that no screen reader reads for minutes

// `isTold`: they are news, and not what stood there at the begin or was told after an absence.
export function announce(before: Announcements, alerts: ReadonlyMap<string, Alert>, isTold: boolean, flood: boolean): Announcements {
  const isStanding = (incident: string): boolean => alerts.get(incident)?.acked === false;
  const fresh = [...alerts.values()].filter((alert) => alert.raised > (before.raised.get(alert.incident) ?? 0));
  const said = isTold ? fresh.filter((alert) => !alert.acked && alert.covert !== true && !(flood && alert.priority > 1)) : [];
  const names = (isUrgent: boolean): string[] => said.filter((alert) => (alert.priority === 1) === isUrgent).map((alert) => alert.incident);
  const next = (known: readonly string[], more: readonly string[]): readonly string[] => [...known.filter((name) => isStanding(name) && !more.includes(name)), ...more].slice(-most);
  return {
    raised: new Map([...alerts.values()].map((alert) => [alert.incident, alert.raised])),
    urgent: next(before.urgent, names(true)),
    others: flood ? [] : next(before.others, names(false)),
  };
}
