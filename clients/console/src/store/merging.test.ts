import { expect, test } from 'vitest';

import type { TimelineEntry } from '../model/messages';
import { mergeCandidates, reportsOf } from './merging';
import { alertOf, noon } from './samples';

test('the nearest comes first, then what has no place by how close in time; never itself, a drill or covert work', () => {
  const own = alertOf({ incident: 'own', lat: 51.92, lon: 4.48 });
  const others = [
    own,
    alertOf({ incident: 'late', opened_at: noon + 600_000 }),
    alertOf({ incident: 'soon', opened_at: noon + 60_000 }),
    alertOf({ incident: 'far', lat: 51.92, lon: 4.58 }),
    alertOf({ incident: 'near', lat: 51.921, lon: 4.48 }),
    alertOf({ incident: 'drill', lat: 51.92, lon: 4.48, exercise: true }),
    alertOf({ incident: 'covert', lat: 51.92, lon: 4.48, covert: true }),
  ];
  expect(mergeCandidates(own, others).map((alert) => alert.incident)).toEqual(['near', 'far', 'soon', 'late']);
});

test('the reports of an incident are those received and not split off', () => {
  const entry = (what: string, more: Partial<TimelineEntry>): TimelineEntry => ({ n: 1, at: noon, what, by: 'radio-7', ...more });
  const timeline = [
    entry('report_received', { report: 't1', text: 'one' }),
    entry('report_received', { report: 't2', text: 'two' }),
    entry('report_received', { report: 't1', by: 'radio-8' }),
    entry('parted', { by: 'console-1', text: 'radio-7/t2, radio-8/t1' }),
  ];
  expect(reportsOf(timeline)).toEqual([{ name: 'radio-7/t1', by: 'radio-7', at: noon, text: 'one' }]);
});
