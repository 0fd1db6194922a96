// Draws docs/pictures: the page in Debian's Chromium, before a real hub and broker to which a small evening is told.
//   ./dev pictures
// Exit code 1: something that is to be seen did not come.
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { Operator, openBrowser, source, until } from '../centre.mjs';
import { Evening } from './evening.mjs';

const folder = join(source, 'docs/pictures');
const most = 250_000; // bytes of a picture
const phone = { width: 390, height: 844 };

async function draw(operator, name) {
  const file = join(folder, `${name}.png`);
  await operator.isLive();
  await operator.page.screenshot({ path: file });
  execFileSync('optipng', ['-quiet', file]);
  const { size } = statSync(file);
  if (size > most) throw new Error(`${file} has ${size} bytes, more than ${most}`);
  console.log(`${file}: ${size} bytes`);
}

// In the page: its clock is that of the evening.
function moveClock(ahead) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...of) {
      super(...(of.length === 0 ? [Real.now() + ahead] : of));
    }
    static now() {
      return Real.now() + ahead;
    }
  };
}

const open = (evening, browser, account, theme, settings = {}) =>
  Operator.at(evening, browser, account, settings, async (page) => {
    await page.addInitScript(moveClock, evening.ahead);
    await page.addInitScript((choices) => localStorage.setItem('paraat.choices', choices), JSON.stringify({ theme, language: 'nl' }));
  });

async function drawList(operator, evening) {
  const panel = await operator.choose(evening.incidents.shooting);
  await operator.row(evening.incidents.shooting).locator('.countdown', { hasText: '0:4' }).waitFor();
  await panel.getByText('omdat de ernst is zeer zwaar', { exact: true }).waitFor();
  await panel.getByText('omstander meldt een man met een vuurwapen').first().waitFor();
  await panel.getByRole('button', { name: 'Dichtstbijzijnde eenheden' }).click();
  await panel.getByRole('button', { name: 'Sturen', exact: true }).nth(2).waitFor();
  await draw(operator, 'list');
}

async function drawMap(operator) {
  await operator.press('Op de kaart');
  const map = operator.page.locator('.maplibregl-map');
  const isDrawn = () => until(async () => Number(await map.getAttribute('data-marks')) >= 20, 'units and incidents on the map');
  await isDrawn();
  await operator.press('Alles tonen');
  await operator.press('Uitzoomen');
  await map.getByText(/^1\s+km$/).waitFor();
  await map.getByText('Open Eindhoven').waitFor();
  await isDrawn();
  await draw(operator, 'map');
}

async function drawMyWork(operator) {
  await operator.page.locator('article', { hasText: 'Rijd naar de Maashaven' }).waitFor();
  await operator.page.locator('article', { hasText: 'Schietpartij' }).waitFor();
  await draw(operator, 'my-work');
}

async function drawShift(operator, evening) {
  await operator.goTo('shift');
  await operator.page.getByText('glaszetter komt').waitFor();
  await draw(operator, 'shift');
}

mkdirSync(folder, { recursive: true });
const evening = new Evening();
let browser;
try {
  await evening.tell();
  browser = await openBrowser();
  const [desk, radio, day] = [
    await open(evening, browser, 'console-1', 'dark'),
    await open(evening, browser, 'radio-8', 'dark', { viewport: phone }),
    await open(evening, browser, 'console-1', 'light'),
  ];
  await drawShift(day, evening);
  await radio.goTo('me');
  await evening.shooting();
  await drawList(desk, evening);
  await drawMyWork(radio);
  await drawMap(desk);
} finally {
  await browser?.close();
  await evening.stop();
}
