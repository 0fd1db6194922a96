import { expect, test } from 'vitest';

import { hearAlerts, noIncidents } from './incidents';
import { alertOf } from './samples';

const at = (topic: string, alert: ReturnType<typeof alertOf> | undefined, incident = 'a') => ({ topic, incident, alert });

test('of the topics that an incident stands on the newest revision counts', () => {
  const heard = hearAlerts(noIncidents, [at('dvl', alertOf({ incident: 'a', rev: 3 })), at('dvo', alertOf({ incident: 'a', rev: 2, division: 'dvo' }))]);
  expect(heard.newest.get('a')?.rev).toBe(3);
});

test('it stays while one topic has it, and goes with the last', () => {
  const both = hearAlerts(noIncidents, [at('dvl', alertOf({ incident: 'a' })), at('dvo', alertOf({ incident: 'a' }))]);
  const one = hearAlerts(both, [at('dvl', undefined)]);
  expect(one.newest.has('a')).toBe(true);
  expect(hearAlerts(one, [at('dvo', undefined)]).newest.has('a')).toBe(false);
});

test('a last revision that says closed ends it on that topic, before the topic is cleared', () => {
  const heard = hearAlerts(noIncidents, [at('dvl', alertOf({ incident: 'a' })), at('dvl', alertOf({ incident: 'a', rev: 2, status: 'closed' }))]);
  expect(heard.newest.size).toBe(0);
});

test('an older revision that comes late changes nothing', () => {
  const heard = hearAlerts(noIncidents, [at('dvl', alertOf({ incident: 'a', rev: 5, acked: true })), at('dvl', alertOf({ incident: 'a', rev: 4 }))]);
  expect(heard.newest.get('a')?.acked).toBe(true);
});

test('what was known before is not changed by hearing more', () => {
  const before = hearAlerts(noIncidents, [at('dvl', alertOf({ incident: 'a' }))]);
  hearAlerts(before, [at('dvl', undefined), at('dvl', alertOf({ incident: 'b' }), 'b')]);
  expect([...before.newest.keys()]).toEqual(['a']);
});
