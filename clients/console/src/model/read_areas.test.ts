import { expect, test } from 'vitest';

import { readAreas } from './read_areas';

const ring = [[4, 51], [5, 51], [5, 52], [4, 51]];
const read = (geometry: unknown): unknown => readAreas({ items: [{ name: 'centrum', risk: 2.5, geometry: typeof geometry === 'string' ? geometry : JSON.stringify(geometry) }] })[0];

test('polygons are read out of their text', () => {
  for (const geometry of [{ type: 'Polygon', coordinates: [ring] }, { type: 'MultiPolygon', coordinates: [[ring], [ring, ring]] }]) {
    expect(read(geometry)).toEqual({ name: 'centrum', risk: 2.5, geometry });
  }
});

test('what is no polygon leaves an area without a shape', () => {
  for (const geometry of ['', '{', '7', { type: 'Polygon' }, { type: 'Polygon', coordinates: [] }, { type: 'Polygon', coordinates: [[[4, 51]]] }, { type: 'Polygon', coordinates: [[...ring, ['a', 'b']]] }, { type: 'Point', coordinates: [4, 51] }]) {
    expect(read(geometry)).toEqual({ name: 'centrum', risk: 2.5 });
  }
  expect(readAreas({ items: [{ risk: 1 }, 7] })).toEqual([]);
});
