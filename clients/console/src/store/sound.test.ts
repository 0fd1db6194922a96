import { expect, test } from 'vitest';

import { rowOf } from './alert_list';
import { alertOf, escalationOf, noon } from './samples';
import { noSilences, patternInFlood, patternNow, silenceAll, silenceMost, silenceOne } from './sound';

const row = (fields: Parameters<typeof alertOf>[0]) => rowOf(alertOf(fields), noon);
const now = (rows: ReturnType<typeof row>[], silences = noSilences, at = noon) => patternNow(rows, silences, false, at);

test('the most urgent that nobody took sounds', () => {
  expect(now([row({ incident: 'a', priority: 2 }), row({ incident: 'b', priority: 1 })])).toBe('p1');
  expect(now([row({ incident: 'a', priority: 2 }), row({ incident: 'b', priority: 1, acked: true })])).toBe('p2');
  expect(now([])).toBeUndefined();
});

test('what needs nobody in a known time is not heard', () => {
  expect(now([row({ incident: 'a', priority: 4 })])).toBeUndefined();
  expect(now([row({ incident: 'a', priority: 4, escalation: escalationOf({ ack_by: noon + 1 }) })])).toBe('p3');
});

test('a silence lasts 60 s, of one alert or of all', () => {
  const rows = [row({ incident: 'a', priority: 1 }), row({ incident: 'b', priority: 2 })];
  const one = silenceOne(noSilences, 'a', noon);
  expect(now(rows, one)).toBe('p2');
  expect(now(rows, one, noon + silenceMost)).toBe('p1');
  const all = silenceAll(noSilences, noon);
  expect(now(rows, all, noon + silenceMost - 1)).toBeUndefined();
  expect(now(rows, all, noon + silenceMost)).toBe('p1');
});

test('covert work is never heard', () => {
  expect(now([row({ incident: 'a', priority: 1, covert: true })])).toBeUndefined();
});

test('a silent panic sounds in the centre and not with units', () => {
  const panic = [row({ incident: 'a', priority: 1, silent: true })];
  expect(patternNow(panic, noSilences, false, noon)).toBe('p1');
  expect(patternNow(panic, noSilences, true, noon)).toBeUndefined();
});

test('what a person put to rest is not heard', () => {
  const rest = { by: 'opco-1', until: noon + 1, text: '' };
  expect(now([row({ incident: 'a', priority: 2, silenced: rest }), row({ incident: 'b', priority: 2, shelved: rest })])).toBeUndefined();
});

test('in a flood the most urgent sounds once, and priority 1 goes on', () => {
  expect(patternInFlood('p3', undefined)).toBe('p3');
  expect(patternInFlood('p3', 'p3')).toBeUndefined();
  expect(patternInFlood('p2', 'p3')).toBe('p2');
  expect(patternInFlood('p3', 'p2')).toBeUndefined();
  expect(patternInFlood('p1', 'p1')).toBe('p1');
});

test('the drill of a proof sounds as the most urgent would, whatever is silenced, and no other drill does', () => {
  const drill = [row({ incident: 'a', priority: 5, exercise: true })];
  expect(patternNow(drill, silenceAll(noSilences, noon), false, noon, 'a')).toBe('p1');
  expect(patternNow(drill, noSilences, false, noon, 'b')).toBeUndefined();
});
