// What stands on the map: units with the age and uncertainty of their positions, and incidents. As GeoJSON, which is what a map takes.
import type { Feature, FeatureCollection, Point } from 'geojson';

import type { Alert, Unit } from '../model/messages';
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
