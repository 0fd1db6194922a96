import { expect, test } from 'vitest';

import type { Alert } from '../model/messages';
import { arrange, everything, sortedRows, type AlertList, type Filter } from './alert_list';
import { alertOf, escalationOf, noon } from './samples';

const arranged = (alerts: readonly Alert[], filter: Filter, order: readonly string[] = []): AlertList => arrange(sortedRows(alerts, noon), filter, order);
const names = (rows: readonly { incident: string }[]): string[] => rows.map((row) => row.incident);

test('unacknowledged first, then priority, then whose time ends first, then the older', () => {
  const list = arranged(
    [
      alertOf({ incident: 'old', opened_at: noon - 1 }),
      alertOf({ incident: 'taken', priority: 1, acked: true }),
      alertOf({ incident: 'later', priority: 2, escalation: escalationOf({ ack_by: noon + 60_000 }) }),
      alertOf({ incident: 'sooner', priority: 2, escalation: escalationOf({ ack_by: noon + 30_000 }) }),
      alertOf({ incident: 'young' }),
    ],
    everything,
  );
  expect(names(list.rows)).toEqual(['sooner', 'later', 'old', 'young', 'taken']);
});

test('rows stay where they are while somebody reads, and new ones wait', () => {
  const alerts = [alertOf({ incident: 'a' }), alertOf({ incident: 'b' }), alertOf({ incident: 'new', priority: 1 })];
  const list = arranged(alerts, everything, ['b', 'gone', 'a']);
  expect(names(list.rows)).toEqual(['b', 'a']);
  expect(names(list.held)).toEqual(['new']);
  expect(list.counts.open).toBe(3);
});

test('a filter hides nothing that nobody took, and says how many open ones it hides', () => {
  const alerts = [
    alertOf({ incident: 'other-new', divisions: ['dvo'] }),
    alertOf({ incident: 'other-taken', divisions: ['dvo'], acked: true }),
    alertOf({ incident: 'other-ended', divisions: ['dvo'], status: 'resolved' }),
    alertOf({ incident: 'ours', acked: true }),
  ];
  const list = arranged(alerts, { ...everything, division: 'dvl' });
  expect(names(list.rows).sort()).toEqual(['other-ended', 'other-new', 'ours']);
  expect(list.hidden).toBe(1);
  expect(list.kept).toBe(2);
});

test('the counts are of the same set as rows, held and hidden ones together', () => {
  const alerts = ['a', 'b', 'c', 'd', 'e'].map((incident, index) =>
    alertOf({ incident, priority: index + 1, acked: index % 2 === 1, divisions: [index < 3 ? 'dvl' : 'dvo'] }),
  );
  const list = arranged(alerts, { ...everything, division: 'dvl' }, ['a']);
  expect(list.counts.open).toBe(list.rows.length + list.held.length + list.hidden);
  expect(list.counts.unacknowledged).toBe([...list.rows, ...list.held].filter((row) => row.state === 'new').length);
  expect(list.counts.byPriority).toEqual([1, 0, 1, 0, 1]);
});

test('a chosen incident is shown whatever the filter says', () => {
  const list = arranged([alertOf({ incident: 'a', acked: true })], { ...everything, division: 'dvo', incident: 'a' });
  expect(names(list.rows)).toEqual(['a']);
});

test('words are looked for in what a row shows', () => {
  const alerts = [alertOf({ incident: 'a', acked: true, text: 'ruit van Bakkerij' }), alertOf({ incident: 'b', acked: true })];
  expect(names(arranged(alerts, { ...everything, text: 'bakkerij' }).rows)).toEqual(['a']);
});
