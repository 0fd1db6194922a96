import { expect, test } from 'vitest';

import type { Unit } from '../model/messages';
import { freshnessOf, incidentMarks, oldAfter, uncertaintyOf, unitMarks, uselessAfter } from './map_marks';
import { alertOf, noon } from './samples';

const unit = (fields: Partial<Unit>): Unit => ({ unit: 'radio-1', team: 't', presence: 'online', incident: '', panic: false, lat: 51, lon: 4, position_at: noon, ...fields });

test('a position turns hollow after two minutes and is crossed out after ten, and is never left out', () => {
  expect(freshnessOf(unit({}), noon + oldAfter)).toBe('fresh');
  expect(freshnessOf(unit({}), noon + oldAfter + 1)).toBe('old');
  expect(freshnessOf(unit({}), noon + uselessAfter + 1)).toBe('useless');
  const marks = unitMarks([unit({})], noon + 86_400_000, undefined).features;
  expect(marks.map((mark) => mark.properties.label)).toEqual(['✕ radio-1 1440 min']);
});

test('uncertainty grows with age, more for who drives, and has an end', () => {
  expect(uncertaintyOf(unit({ accuracy_m: 10 }), noon)).toBe(10);
  expect(uncertaintyOf(unit({ accuracy_m: 10, status: 'on_scene' }), noon + 60_000)).toBe(100);
  expect(uncertaintyOf(unit({ accuracy_m: 10, status: 'en_route' }), noon + 60_000)).toBe(910);
  expect(uncertaintyOf(unit({}), noon + 86_400_000)).toBe(10_000);
});

test('what has no position is not on the map', () => {
  const { lat: _, lon: __, ...nowhere } = unit({});
  expect(unitMarks([nowhere], noon, undefined).features).toEqual([]);
  expect(incidentMarks([alertOf({ incident: 'a' })], noon, '').features).toEqual([]);
});

test('a chosen incident dims what is not of it', () => {
  const chosen = alertOf({ incident: 'a', lat: 51, lon: 4, units: [{ unit: 'radio-1', state: 'en_route', since: noon }] });
  const marks = unitMarks([unit({}), unit({ unit: 'radio-2' })], noon, chosen).features;
  expect(marks.map((mark) => mark.properties.dimmed)).toEqual([false, true]);
  expect(incidentMarks([chosen, alertOf({ incident: 'b', lat: 1, lon: 1 })], noon, 'a').features.map((mark) => mark.properties.dimmed)).toEqual([false, true]);
});
