// What stands on the map: units with the age and uncertainty of their positions, and incidents. As GeoJSON, which is what a map takes.
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson';

import type { Alert, Unit } from '../model/messages';
import type { Area } from '../model/read_areas';
import { isAtWork } from './at_work';
import { asksForAttention, stateOf } from './shown_state';

export const oldAfter = 120_000; // ms: the mark is hollow and says its age
export const uselessAfter = 600_000; // ms: it is crossed out; never left out
const paceWalking = 1.5; // m/s, by which a position grows uncertain: of who stands and works
const paceDriving = 15; // of all others; the same paces as the hub's "nearest" knows
const unsaidAccuracy = 50; // m
const uncertaintyMost = 10_000; // m

export type Freshness = 'fresh' | 'old' | 'useless';

export function freshnessOf(unit: Unit, hubNow: number): Freshness {
  const age = hubNow - (unit.position_at ?? 0);
  if (age > uselessAfter) return 'useless';
  return age > oldAfter ? 'old' : 'fresh';
}

// Metres, one standard deviation.
export function uncertaintyOf(unit: Unit, hubNow: number): number {
  const age = Math.max(0, hubNow - (unit.position_at ?? hubNow)) / 1000;
  const pace = unit.status === 'on_scene' || unit.status === 'busy' ? paceWalking : paceDriving;
  return Math.min(uncertaintyMost, (unit.accuracy_m ?? unsaidAccuracy) + age * pace);
}

// West, south, east and north of all that has a place; undefined = nothing has. Where the map opens: from then on a person moves it.
export function boundsOf(placed: readonly { readonly lat?: number; readonly lon?: number }[]): [number, number, number, number] | undefined {
  const lats = placed.flatMap(({ lat }) => lat ?? []);
  const lons = placed.flatMap(({ lon }) => lon ?? []);
  if (lats.length === 0 || lons.length === 0) return undefined;
  const least = (all: readonly number[]): number => all.reduce((one, other) => Math.min(one, other));
  const most = (all: readonly number[]): number => all.reduce((one, other) => Math.max(one, other));
  return [least(lons), least(lats), most(lons), most(lats)];
}

interface UnitMark {
  name: string;
  label: string; // with its age where that is old
  status: string;
  freshness: Freshness;
  panic: boolean;
  lost: boolean;
  metres: number;
  dimmed: boolean; // not of the incident that was chosen
}

export interface IncidentMark {
  incident: string;
  priority: number;
  asks: boolean;
  exercise: boolean;
  chosen: boolean;
  dimmed: boolean;
}

const at = <P>(lon: number, lat: number, properties: P): Feature<Point, P> => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties });

export function unitMarks(units: Iterable<Unit>, hubNow: number, chosen: Alert | undefined): FeatureCollection<Point, UnitMark> {
  const features: Feature<Point, UnitMark>[] = [];
  for (const unit of units) {
    if (unit.lat === undefined || unit.lon === undefined) continue;
    const freshness = freshnessOf(unit, hubNow);
    const minutes = Math.floor((hubNow - (unit.position_at ?? hubNow)) / 60_000);
    features.push(
      at(unit.lon, unit.lat, {
        name: unit.unit,
        label: freshness === 'fresh' ? unit.unit : `${freshness === 'useless' ? '✕ ' : ''}${unit.unit} ${minutes} min`,
        status: unit.status ?? 'unknown',
        freshness,
        panic: unit.panic,
        lost: unit.presence === 'lost',
        metres: uncertaintyOf(unit, hubNow),
        dimmed: chosen !== undefined && !isAtWork(unit, chosen),
      }),
    );
  }
  return { type: 'FeatureCollection', features };
}

export function incidentMarks(alerts: Iterable<Alert>, hubNow: number, chosen: string): FeatureCollection<Point, IncidentMark> {
  const features: Feature<Point, IncidentMark>[] = [];
  for (const alert of alerts) {
    if (alert.lat === undefined || alert.lon === undefined) continue;
    features.push(
      at(alert.lon, alert.lat, {
        incident: alert.incident,
        priority: alert.priority,
        asks: asksForAttention(stateOf(alert, hubNow)),
        exercise: alert.exercise,
        chosen: alert.incident === chosen,
        dimmed: chosen !== '' && alert.incident !== chosen,
      }),
    );
  }
  return { type: 'FeatureCollection', features };
}

export interface AreaMark {
  label: string;
  strength: number; // of its risk, relative to the highest: 0 to 1
}

type AreaFeature = Feature<Polygon | MultiPolygon | Point, AreaMark>;

// In the middle of what lies farthest north, so that a label above it is clear of the marks within.
function top(shape: Polygon | MultiPolygon): [number, number] {
  const corners = (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates).flatMap((polygon) => polygon[0] ?? []);
  const north = corners.reduce((most, [, lat = -90]) => Math.max(most, lat), -90);
  const lons = corners.filter(([, lat]) => lat === north).map(([lon = 0]) => lon);
  return [(Math.min(...lons) + Math.max(...lons)) / 2, north];
}

// Those that have a shape, each with the point of its label. `labelOf` says name and risk in words.
export function areaMarks(areas: readonly Area[], labelOf: (area: Area) => string): FeatureCollection<Polygon | MultiPolygon | Point, AreaMark> {
  const highest = areas.reduce((most, area) => Math.max(most, area.risk), 0);
  const features = areas.flatMap((area): AreaFeature[] => {
    if (area.geometry === undefined) return [];
    const mark = { label: labelOf(area), strength: highest > 0 ? area.risk / highest : 0 };
    return [{ type: 'Feature', geometry: area.geometry, properties: mark }, at(...top(area.geometry), mark)];
  });
  return { type: 'FeatureCollection', features };
}
