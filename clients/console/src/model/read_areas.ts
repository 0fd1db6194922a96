import type { MultiPolygon, Polygon } from 'geojson';

import { numberAt, objectsAt, readText, textAt, type Json } from './json';

// A named polygon of the rules, as an answer to `areas` has it.
export interface Area {
  name: string;
  risk: number;
  geometry?: Polygon | MultiPolygon; // absent = too large for an answer, or not to be read
}

const isRing = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 4 && value.every((corner) => Array.isArray(corner) && corner.length >= 2 && corner.every((number) => typeof number === 'number'));
const isPolygon = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isRing);

function readGeometry(text: string): Polygon | MultiPolygon | undefined {
  const json = readText(text);
  const coordinates = json?.['coordinates'];
  const isOne = json?.['type'] === 'Polygon' && isPolygon(coordinates);
  const isSeveral = json?.['type'] === 'MultiPolygon' && Array.isArray(coordinates) && coordinates.every(isPolygon);
  return isOne || isSeveral ? (json as unknown as Polygon | MultiPolygon) : undefined;
}

export function readAreas(result: Json): Area[] {
  return objectsAt(result, 'items').flatMap((item) => {
    if (textAt(item, 'name') === '') return [];
    const geometry = readGeometry(textAt(item, 'geometry'));
    return { name: textAt(item, 'name'), risk: numberAt(item, 'risk') ?? 0, ...(geometry === undefined ? {} : { geometry }) };
  });
}
