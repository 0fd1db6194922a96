// Behaviours 21 to 23 (docs/console.md): keyboard, colours, languages; and what the page asks of the world.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { Operator, source, until } from './centre.mjs';
import { desk, openDesk, shooting } from './desk.mjs';

openDesk();

const places = ['alerts', 'map', 'teams', 'orders', 'report', 'shift', 'me', 'wall'];

test('21: everything important is done by keys, which can be switched off and do nothing while one writes', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting());
  await operator.row(incident).waitFor();
  await operator.page.keyboard.press('j');
  await operator.page.keyboard.press('k');
  const chosen = await operator.page.locator('section[data-incident]').getAttribute('data-incident');
  await operator.page.keyboard.press('/');
  await operator.page.keyboard.type('aanjk');
  assert.equal(await operator.page.inputValue('#search'), 'aanjk');
  assert.equal(await operator.page.locator('section[data-incident]').getAttribute('data-incident'), chosen);
  await operator.page.fill('#search', '');
  await operator.page.locator('h2').first().click();
  await operator.page.keyboard.press('a');
  await until(async () => (await operator.state(chosen)) !== 'new', 'acknowledged by key');
  await operator.page.locator('summary').first().click();
  await operator.page.getByLabel('Enkele toetsen').uncheck();
  await operator.page.keyboard.press('Escape');
  await operator.page.getByLabel('Enkele toetsen').waitFor({ state: 'hidden' });
  await operator.page.keyboard.press('n');
  assert.equal(await operator.page.locator('#report-title').count(), 0);
  await operator.close();
});

test('21: a new report is made by keyboard alone', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.page.keyboard.press('n');
  await operator.page.locator('#report-title').waitFor();
  await until(() => operator.page.evaluate(() => document.activeElement?.tagName === 'SELECT'), 'the category has the focus');
  await operator.page.keyboard.type('verniel');
  await operator.page.keyboard.press('Tab');
  await operator.page.keyboard.press('Tab');
  await operator.page.keyboard.type('ruit van de bakker');
  await operator.page.keyboard.press('Control+Enter');
  await operator.page.getByText('In het journaal.').waitFor();
  await operator.page.getByRole('button', { name: 'Toon het incident' }).click();
  await operator.page.locator('section[data-incident]').getByText('ruit van de bakker').first().waitFor();
  await operator.close();
});

test('21: who goes by keys skips the header, and stays on the page', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.goTo('teams');
  await operator.page.locator('#teams-title').waitFor();
  await operator.page.keyboard.press('Tab');
  await operator.page.keyboard.press('Enter');
  await operator.page.keyboard.press('Tab');
  assert.ok(await operator.page.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'in what the page is about');
  assert.ok(await operator.page.locator('#teams-title').isVisible());
  await operator.close();
});

test('21: targets are large enough, and at 200 % nothing is lost to the side', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1', { viewport: { width: 720, height: 450 } });
  const incident = await desk.radio.report(shooting());
  await operator.choose(incident);
  const small = await operator.page.locator('button:visible, select:visible, input:visible, summary:visible').evaluateAll((all) =>
    all.filter((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 24).map((one) => one.outerHTML.slice(0, 100)),
  );
  assert.deepEqual(small, []);
  const acknowledge = await operator.page.locator('section[data-incident]').getByRole('button', { name: 'Bevestigen' }).boundingBox();
  assert.ok(acknowledge.height >= 44 && acknowledge.width >= 44);
  assert.ok(await operator.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing beyond the edge');
  await operator.close();
});

test('22: text is 17 px or more, titles of alerts 22 px, and the theme is what was chosen', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1', { colorScheme: 'light' });
  const incident = await desk.radio.report(shooting());
  const size = (locator) => locator.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  assert.equal(await size(operator.page.locator('body')), 17);
  assert.equal(await size(operator.row(incident).locator('.title')), 22);
  assert.equal(await operator.page.evaluate(() => document.documentElement.dataset.theme), 'light');
  await operator.page.locator('summary').first().click();
  await operator.page.getByLabel('Kleuren').selectOption('dark');
  assert.equal(await operator.page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await operator.close();
});

test('23: Dutch first and English whole; times are those of Amsterdam with seconds, ISO beneath', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1', { timezoneId: 'America/New_York' });
  const incident = await desk.radio.report(shooting());
  const time = operator.row(incident).locator('time');
  const iso = await time.getAttribute('title');
  assert.equal(await time.innerText(), new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', timeStyle: 'medium' }).format(new Date(iso)));
  await operator.page.locator('summary').first().click();
  await operator.page.getByRole('button', { name: 'English' }).click();
  await operator.row(incident).getByText('shooting', { exact: false }).first().waitFor();
  await operator.page.getByRole('link', { name: 'New report' }).waitFor();
  await operator.goTo('map');
  await operator.page.getByRole('button', { name: 'Zoom in' }).waitFor();
  await operator.page.getByRole('button', { name: 'Nederlands' }).click();
  await operator.page.getByRole('button', { name: 'Inzoomen' }).waitFor();
  await operator.page.getByRole('button', { name: 'English' }).click();
  assert.equal(await operator.page.evaluate(() => document.documentElement.lang), 'en');
  await operator.close();
});

test('nothing is asked of anybody but hub and broker, and no rule of the policy is broken', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  for (const place of places) await operator.goTo(place);
  const hosts = new Set(operator.requests.filter((url) => !url.startsWith('blob:')).map((url) => new URL(url).host));
  for (const host of hosts) assert.ok([`127.0.0.1:${desk.centre.ports.admin}`, `127.0.0.1:${desk.centre.ports.websocket}`].includes(host), host);
  assert.deepEqual(operator.faults, []);
  await operator.close();
});

test('the page pings the broker, under its own policy', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const pings = () => operator.sent.filter((frame) => frame.length === 2 && frame[0] === 0xc0).length;
  await until(() => pings() > 0, 'a PINGREQ leaves the browser', 40_000);
  await operator.close();
});

test('the first load is below 200 KB, compressed', () => {
  const made = join(source, 'build/console');
  const index = readFileSync(join(made, 'index.html'), 'utf8');
  const first = [...index.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]);
  const bytes = [index, ...first.map((name) => readFileSync(join(made, name)))].reduce((sum, one) => sum + gzipSync(one, { level: 9 }).length, 0);
  assert.ok(first.length >= 2 && readdirSync(join(made, 'assets')).length > first.length, 'the map is a chunk of its own');
  assert.ok(bytes < 200_000, `${bytes} bytes`);
});
