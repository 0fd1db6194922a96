// How units, incidents and areas look on the map: shape and text beside colour, hollow when old.
import type { Map as MapLibre } from 'maplibre-gl';

const empty = { type: 'FeatureCollection' as const, features: [] };
export const unitLayers = ['unit-dots', 'unit-names'];
export const incidentLayers = ['incident-marks', 'incident-numbers'];

export const areaLayers = ['area-fills', 'area-lines', 'area-names'];

interface MarkColours {
  area: string;
  unit: string;
  text: string;
  halo: string;
  priority: readonly [string, string, string, string];
  number: string;
}

const onDark: MarkColours = { area: '#c3a6ff', unit: '#8ab4ff', text: '#e8eaed', halo: '#16191d', priority: ['#ff5c5c', '#ffb000', '#c8d36a', '#8f98a3'], number: '#101214' };
const onLight: MarkColours = { area: '#5b2fa8', unit: '#0b57d0', text: '#16191d', halo: '#ffffff', priority: ['#b3001b', '#8a5200', '#566000', '#5a636e'], number: '#ffffff' };

// Below all else; the number is in the label, so that nobody has to tell one fill from another. Where labels are in each other's way, the riskier one stays.
function addAreas(map: MapLibre, colours: MarkColours): void {
  map.addSource('areas', { type: 'geojson', data: empty });
  map.addLayer({ id: 'area-fills', type: 'fill', source: 'areas', paint: { 'fill-color': colours.area, 'fill-opacity': ['*', 0.4, ['get', 'strength']] } });
  map.addLayer({ id: 'area-lines', type: 'line', source: 'areas', paint: { 'line-color': colours.area, 'line-width': 1.5 } });
  map.addLayer({
    id: 'area-names',
    type: 'symbol',
    source: 'areas',
    filter: ['==', ['geometry-type'], 'Point'],
    layout: { 'text-field': ['get', 'label'], 'text-size': 13, 'text-anchor': 'bottom', 'text-offset': [0, -0.2], 'symbol-sort-key': ['-', 0, ['get', 'strength']] },
    paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
  });
}

// `exercise`: the word that stands at drills.
export function addMarks(map: MapLibre, isLight: boolean, exercise: string): void {
  const colours = isLight ? onLight : onDark;
  const [p1, p2, p3, p4] = colours.priority;
  addAreas(map, colours);
  map.addSource('units', { type: 'geojson', data: empty });
  map.addSource('incidents', { type: 'geojson', data: empty });
  // Metres on the ground in pixels at the latitude of the Netherlands (cos 52.1 degrees): 512 px at zoom 0 around the equator.
  const pixelsPerMetre = 512 / (40_075_016.7 * 0.614);
  map.addLayer({
    id: 'unit-uncertainty',
    type: 'circle',
    source: 'units',
    minzoom: 9,
    paint: {
      'circle-radius': ['interpolate', ['exponential', 2], ['zoom'], 0, ['*', ['get', 'metres'], pixelsPerMetre], 22, ['*', ['get', 'metres'], pixelsPerMetre * 2 ** 22]],
      'circle-color': colours.unit,
      'circle-opacity': ['case', ['get', 'dimmed'], 0.02, 0.1],
      'circle-stroke-color': colours.unit,
      'circle-stroke-opacity': ['case', ['get', 'dimmed'], 0.1, 0.4],
      'circle-stroke-width': 1,
    },
  });
  map.addLayer({
    id: 'unit-dots',
    type: 'circle',
    source: 'units',
    paint: {
      'circle-radius': ['case', ['get', 'panic'], 10, 6],
      'circle-color': ['case', ['get', 'panic'], p1, colours.unit],
      'circle-opacity': ['case', ['!=', ['get', 'freshness'], 'fresh'], 0, ['get', 'dimmed'], 0.3, 1],
      'circle-stroke-color': ['case', ['get', 'panic'], p1, colours.unit],
      'circle-stroke-width': 2,
      'circle-stroke-opacity': ['case', ['get', 'dimmed'], 0.3, 1],
    },
  });
  map.addLayer({
    id: 'unit-names',
    type: 'symbol',
    source: 'units',
    minzoom: 9,
    layout: { 'text-field': ['get', 'label'], 'text-size': 12, 'text-anchor': 'left', 'text-offset': [0.9, 0] },
    paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.5, 'text-opacity': ['case', ['get', 'dimmed'], 0.4, 1] },
  });
  map.addLayer({
    id: 'incident-marks',
    type: 'circle',
    source: 'incidents',
    paint: {
      'circle-radius': ['case', ['get', 'chosen'], 14, ['get', 'asks'], 12, 9],
      'circle-color': ['match', ['get', 'priority'], 1, p1, 2, p2, 3, p3, p4],
      'circle-opacity': ['case', ['get', 'dimmed'], 0.35, 1],
      'circle-stroke-color': colours.text,
      'circle-stroke-width': ['case', ['get', 'chosen'], 3, ['get', 'asks'], 2, 0],
    },
  });
  map.addLayer({
    id: 'incident-numbers',
    type: 'symbol',
    source: 'incidents',
    layout: { 'text-field': ['to-string', ['get', 'priority']], 'text-size': 13, 'text-allow-overlap': true },
    paint: { 'text-color': colours.number },
  });
  map.addLayer({
    id: 'incident-exercises',
    type: 'symbol',
    source: 'incidents',
    filter: ['get', 'exercise'],
    layout: { 'text-field': exercise, 'text-size': 13, 'text-allow-overlap': true, 'text-anchor': 'top', 'text-offset': [0, 1.1] },
    paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
  });
}
