// The orientation map: borders and names of the Netherlands without streets, drawn from files that the hub serves.
import type { FeatureCollection } from 'geojson';
import type { StyleSpecification } from 'maplibre-gl';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

export const attribution = '© CBS, Kadaster (CC BY 4.0) · Open Eindhoven · Natural Earth';

async function fetchJson<T>(name: string): Promise<T> {
  const answer = await fetch(`/map/${name}`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return (await answer.json()) as T;
}

async function topo(name: string, ...objects: string[]): Promise<FeatureCollection[]> {
  const topology = await fetchJson<Topology<Record<string, GeometryCollection>>>(name);
  return objects.map((object) => {
    const found = topology.objects[object];
    if (found === undefined) throw new Error(`${name} has no ${object}`);
    return feature(topology, found) as FeatureCollection;
  });
}

export interface Colours {
  water: string;
  land: string;
  abroad: string;
  border: string;
  text: string;
}

export const dark: Colours = { water: '#12161b', land: '#23282e', abroad: '#1a1e23', border: '#4a525c', text: '#a9b0b9' };
export const light: Colours = { water: '#d5dde6', land: '#f6f6f4', abroad: '#e6e7e8', border: '#9aa3ad', text: '#4c545e' };

export async function basemap(colours: Colours): Promise<StyleSpecification> {
  const [[gemeenten, regios, nederland], [wijken], [buurlanden], labels] = await Promise.all([
    topo('nl-gebieden-2023.topo.json', 'gemeenten', 'veiligheidsregios', 'nederland'),
    topo('wijken-5-steden.topo.json', 'wijken'),
    topo('buurlanden-50m.topo.json', 'buurlanden'),
    fetchJson<FeatureCollection>('gemeente-labels-2023.geojson'),
  ]);
  const source = (data: FeatureCollection | undefined) => ({ type: 'geojson' as const, data: data ?? { type: 'FeatureCollection' as const, features: [] }, maxzoom: 14 });
  const line = (id: string, width: number, minzoom = 0) => ({ id, type: 'line' as const, source: id, minzoom, paint: { 'line-color': colours.border, 'line-width': width } });
  return {
    version: 8,
    sources: { buurlanden: source(buurlanden), nederland: source(nederland), gemeenten: source(gemeenten), regios: source(regios), wijken: source(wijken), labels: source(labels) },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
      { id: 'abroad', type: 'fill', source: 'buurlanden', paint: { 'fill-color': colours.abroad } },
      { id: 'land', type: 'fill', source: 'nederland', paint: { 'fill-color': colours.land } },
      line('wijken', 0.6, 10),
      line('gemeenten', 0.6, 7),
      line('regios', 1.4),
      {
        id: 'names',
        type: 'symbol',
        source: 'labels',
        minzoom: 7,
        layout: { 'text-field': ['get', 'name'], 'text-size': ['interpolate', ['linear'], ['zoom'], 7, 11, 12, 16], 'symbol-sort-key': ['get', 'rank'] },
        paint: { 'text-color': colours.text, 'text-halo-color': colours.land, 'text-halo-width': 1.5 },
      },
    ],
  };
}
