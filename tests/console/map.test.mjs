// The named areas of the rules on the map, and their risk (docs/console.md).
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk, shooting } from './desk.mjs';

const area = (name, rings) => ({ type: 'Feature', properties: { name }, geometry: { type: 'Polygon', coordinates: rings } });
const box = (west, south) => [[west, south], [west + 0.6, south], [west + 0.6, south + 0.4], [west, south + 0.4], [west, south]];
// More corners than an answer has room for.
const round = Array.from({ length: 3_000 }, (_, i) => [5.5 + 0.3 * Math.cos((i * Math.PI) / 1_500), 51.0 + 0.2 * Math.sin((i * Math.PI) / 1_500)]);

openDesk({ areas: { type: 'FeatureCollection', features: [area('delta', [box(3.8, 51.4)]), area('heide', [box(5.4, 52.0)]), area('rond', [[...round, round[0]]])] } }, '--enable-unsafe-swiftshader');

const open = async (settings) => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1', settings);
  await operator.page.goto(`${desk.centre.url}#/map`);
  return operator;
};
// Without what lies over it.
const picture = (operator) => operator.page.locator('canvas.maplibregl-canvas').screenshot({ mask: [operator.page.locator('.areas')], style: '.areas { width: 20rem; height: 8rem; }' });

test('13: areas stand on the map with name and risk, the riskiest first in words, and can be switched off', async () => {
  await desk.radio.report(shooting({ lat: 51.6, lon: 4.1 }));
  const operator = await open();
  const toggle = operator.page.getByRole('checkbox', { name: 'Gebieden en risico' });
  await toggle.waitFor();
  await operator.page.getByText('Te groot om te tekenen: rond: risico 0,0').waitFor();
  await operator.page.getByText('Gebieden van hoog naar laag').click();
  const lines = operator.page.locator('.areas ol li');
  assert.deepEqual(await lines.allInnerTexts(), ['delta: risico 20,0', 'heide: risico 0,0', 'rond: risico 0,0']);
  await operator.page.getByText('Gebieden van hoog naar laag').click();
  // What is drawn is told by the picture alone.
  const drawn = await until(async () => {
    const [one, other] = [await picture(operator), await picture(operator)];
    return one.equals(other) ? one : undefined;
  }, 'the map is drawn');
  await toggle.uncheck();
  await until(async () => !(await picture(operator)).equals(drawn), 'the areas are off the map');
  assert.equal(await operator.page.getByText('Te groot om te tekenen').count(), 0);
  await operator.close();
});

test('13: the risk is asked again each minute while the map is open', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1', {}, (page) => page.clock.install());
  await operator.page.goto(`${desk.centre.url}#/map`);
  await operator.page.getByText('Gebieden van hoog naar laag').click();
  await operator.page.locator('.areas ol li', { hasText: 'heide: risico 0,0' }).waitFor();
  await desk.radio.report(shooting({ lat: 52.2, lon: 5.6 }));
  const questions = () => operator.sent.filter((frame) => frame.includes('"ask":"areas"')).length;
  const asked = await questions();
  assert.ok(asked <= 2, `${asked} questions so far`); // with the turn of a minute two
  await operator.page.clock.fastForward('01:01');
  await operator.page.locator('.areas ol li', { hasText: /heide: risico (20,0|19,9)/ }).waitFor();
  await operator.close();
});
