// The incidents as the topics of all divisions that may be read say them together. An incident may stand on several; the newest revision is how it is.
import type { Alert } from '../model/messages';

export interface Incidents {
  readonly byTopic: ReadonlyMap<string, ReadonlyMap<string, Alert>>; // incident -> topic -> what stands there
  readonly newest: ReadonlyMap<string, Alert>;
}

export interface AlertWord {
  topic: string;
  incident: string;
  alert: Alert | undefined; // undefined = the topic was cleared
}

export const noIncidents: Incidents = { byTopic: new Map(), newest: new Map() };

const isOver = (alert: Alert): boolean => alert.status === 'closed' || alert.status === 'moved';

function newestOf(topics: ReadonlyMap<string, Alert>): Alert | undefined {
  let newest: Alert | undefined;
  for (const alert of topics.values()) {
    if (newest === undefined || alert.rev > newest.rev) newest = alert;
  }
  return newest;
}

// How many stand on the topics of a division, those of covert work among them.
export function standingIn(incidents: Incidents, root: string, division: string): number {
  const open = `${root}/${division}/`;
  const covert = `${root}/covert/${division}/`;
  const isOfIt = (topic: string): boolean => topic.startsWith(open) || topic.startsWith(covert);
  return [...incidents.byTopic.values()].filter((topics) => [...topics.keys()].some(isOfIt)).length;
}

// All words of one look at once, so that thousands cost one copy.
export function hearAlerts(incidents: Incidents, words: readonly AlertWord[]): Incidents {
  if (words.length === 0) return incidents;
  const byTopic = new Map(incidents.byTopic);
  const newest = new Map(incidents.newest);
  for (const { topic, incident, alert } of words) {
    const topics = new Map(byTopic.get(incident));
    const known = topics.get(topic);
    // What came later may be older: after a reconnect the broker tells what it retains.
    if (alert !== undefined && known !== undefined && alert.rev < known.rev) continue;
    if (alert === undefined || isOver(alert)) {
      topics.delete(topic);
    } else {
      topics.set(topic, alert);
    }
    const now = newestOf(topics);
    if (now === undefined) {
      byTopic.delete(incident);
      newest.delete(incident);
    } else {
      byTopic.set(incident, topics);
      newest.set(incident, now);
    }
  }
  return { byTopic, newest };
}
