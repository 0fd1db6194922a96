import { expect, test } from 'vitest';

import { sortedRows } from './alert_list';
import { arrive, floodFrom, floodWindow, isFlood, linesOf } from './flood';
import { alertOf, noon } from './samples';

const none: ReadonlySet<string> = new Set();

test('a flood is more than ten in ten minutes, and is over when they are old', () => {
  const ten = arrive([], floodFrom, noon);
  expect(isFlood(ten, noon)).toBe(false);
  const eleven = arrive(ten, 1, noon + 1);
  expect(isFlood(eleven, noon + 1)).toBe(true);
  expect(isFlood(eleven, noon + floodWindow)).toBe(false);
});

const rows = sortedRows(
  [
    alertOf({ incident: 'p1', priority: 1, area: 'west' }),
    alertOf({ incident: 'a', priority: 3, area: 'west' }),
    alertOf({ incident: 'b', priority: 3, area: 'oost' }),
    alertOf({ incident: 'c', priority: 4, area: 'west' }),
    alertOf({ incident: 'taken', priority: 4, area: 'west', acked: true }),
  ],
  noon,
);

test('in a flood an area is one line with its count, and priority 1 stands by itself', () => {
  const lines = linesOf(rows, true, none);
  expect(lines.map((line) => line.rows.map((row) => row.incident))).toEqual([['p1'], ['a', 'c'], ['b'], ['taken']]);
});

test('a group that was opened is shown row by row, where each stands', () => {
  const [, group] = linesOf(rows, true, none);
  expect(linesOf(rows, true, new Set([group?.key ?? ''])).map((line) => line.key)).toEqual(['p1', 'a', 'b', 'c', 'taken']);
});

test('without a flood each row is a line', () => {
  expect(linesOf(rows, false, none).map((line) => line.key)).toEqual(rows.map((row) => row.incident));
});

test('no row is lost in groups', () => {
  expect(linesOf(rows, true, none).flatMap((line) => line.rows).length).toBe(rows.length);
});

test('a drill never stands in a line with real work', () => {
  const mixed = sortedRows(
    [alertOf({ incident: 'real', area: 'west' }), alertOf({ incident: 'drill', area: 'west', exercise: true }), alertOf({ incident: 'covert', area: 'west', covert: true })],
    noon,
  );
  expect(linesOf(mixed, true, none).every((line) => line.rows.length === 1)).toBe(true);
});
