import { expect, test } from 'vitest';

import type { Unit } from '../model/messages';
import type { Area } from '../model/read_areas';
import { areaMarks, boundsOf, freshnessOf, incidentMarks, oldAfter, uncertaintyOf, unitMarks, uselessAfter } from './map_marks';
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

const ring = [[4, 51], [4, 52], [5, 52], [5, 51], [4, 51]];
const square: Area['geometry'] = { type: 'Polygon', coordinates: [ring] };
const shapesOf = (areas: Area[]) => areaMarks(areas, (area) => `${area.name} ${area.risk}`).features.filter((mark) => mark.geometry.type !== 'Point');

test('an area is the stronger the nearer its risk is to the highest, and says its number', () => {
  const shapes = shapesOf([{ name: 'a', risk: 5, geometry: square }, { name: 'b', risk: 20, geometry: square }, { name: 'c', risk: 0, geometry: square }]);
  expect(shapes.map((mark) => mark.properties)).toEqual([
    { label: 'a 5', strength: 0.25 },
    { label: 'b 20', strength: 1 },
    { label: 'c 0', strength: 0 },
  ]);
});

test('where nothing happened no area is filled, and one without a shape is not on the map but counts', () => {
  const strengths = (areas: Area[]): number[] => shapesOf(areas).map((mark) => mark.properties.strength);
  expect(strengths([{ name: 'a', risk: 0, geometry: square }])).toEqual([0]);
  expect(strengths([{ name: 'a', risk: 5, geometry: square }, { name: 'b', risk: 10 }])).toEqual([0.5]);
  expect(strengths([])).toEqual([]);
});

test('the label of an area stands at its north, clear of what lies in it', () => {
  const place = (geometry: NonNullable<Area['geometry']>): unknown => areaMarks([{ name: 'a', risk: 1, geometry }], () => 'a').features.map((mark) => mark.geometry).filter((one) => one.type === 'Point')[0]?.coordinates;
  expect(place(square)).toEqual([4.5, 52]);
  expect(place({ type: 'MultiPolygon', coordinates: [[ring], [[[6, 52], [7, 53], [8, 52], [6, 52]]]] })).toEqual([7, 53]);
});

test('the map opens on all that has a place, and on the country when nothing has', () => {
  expect(boundsOf([{ lat: 51.9, lon: 4.4 }, {}, { lat: 52.1, lon: 4.3 }])).toEqual([4.3, 51.9, 4.4, 52.1]);
  expect(boundsOf([{}])).toBeUndefined();
});
