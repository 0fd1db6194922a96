// The behaviours of a console, each named after its number in the list that docs/console.md has.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Centre, openBrowser, Operator, until } from './centre.mjs';

let centre;
let browser;
let radio;

before(async () => {
  centre = await new Centre().start();
  browser = await openBrowser();
  radio = await centre.device('radio-7');
});

after(async () => {
  await browser?.close();
  await centre?.stop();
});

// Far from each other, so that none joins another.
let places = 0;
const somewhere = () => ({ lat: 51.5 + 0.01 * ++places, lon: 4.5 });
const shooting = () => ({ category: 'shooting', severity: 'extreme', text: 'schoten gehoord', ...somewhere() });

test('1: the state shown is derived from active and acknowledged', async () => {
  const operator = await Operator.at(centre, browser, 'console-1');
  const incident = await radio.report(shooting());
  await operator.row(incident).waitFor();
  assert.equal(await operator.state(incident), 'new');
  assert.ok(await operator.row(incident).evaluate((row) => row.classList.contains('flashes')), 'it flashes until somebody looked');
  await operator.row(incident).hover();
  await until(async () => !(await operator.row(incident).evaluate((row) => row.classList.contains('flashes'))), 'it flashes no more');
  await operator.row(incident).getByRole('button', { name: 'Bevestigen' }).click();
  await until(async () => (await operator.state(incident)) === 'acknowledged', 'acknowledged');
  await operator.close();
});

test('2: acknowledge names who on all consoles, and resolve and close are commands of their own', async () => {
  const [one, other] = [await Operator.at(centre, browser, 'console-1'), await Operator.at(centre, browser, 'console-2')];
  const incident = await radio.report(shooting());
  await one.row(incident).getByRole('button', { name: 'Bevestigen' }).click();
  await other.row(incident).getByText('bij console-1').waitFor();
  assert.equal(await other.state(incident), 'acknowledged');
  await one.row(incident).locator('.what').click();
  await one.page.getByRole('button', { name: 'Opgelost' }).click();
  await until(async () => (await other.state(incident)) === 'resolved', 'resolved');
  await one.page.getByRole('button', { name: 'Sluiten' }).click();
  await other.row(incident).waitFor({ state: 'detached' });
  await one.close();
  await other.close();
});

test('4: a button shows sent, accepted and refused, and a double click sends one', async () => {
  const operator = await Operator.at(centre, browser, 'console-1');
  const incident = await radio.report(shooting());
  await operator.row(incident).locator('.what').click();
  const before = operator.sent.length;
  await operator.page.getByRole('button', { name: 'Sluiten' }).dblclick();
  await operator.page.getByText('geweigerd:').first().waitFor();
  const closes = operator.sent.slice(before).filter((frame) => frame.includes('"do":"close"'));
  assert.equal(new Set(closes.map((frame) => /"id":"(\w+)"/.exec(frame.toString('latin1'))[1])).size, 1);
  assert.notEqual(await operator.state(incident), undefined, 'it is there: nobody acknowledged');
  await operator.close();
});

test('8: the counts of the header are those of the rows', async () => {
  const operator = await Operator.at(centre, browser, 'console-1');
  const incident = await radio.report(shooting());
  await operator.row(incident).waitFor();
  const rows = await operator.page.locator('#alerts-list li[data-state]').evaluateAll((found) => found.map((row) => row.dataset.state));
  const shown = (name) => operator.page.locator(`[data-count=${name}]`).innerText();
  assert.equal(parseInt(await shown('open'), 10), rows.length);
  assert.equal(parseInt(await shown('unacknowledged'), 10), rows.filter((state) => state === 'new' || state === 'ended').length);
  await operator.close();
});

test('no request leaves hub and broker, and the page breaks no rule of its policy', async () => {
  const operator = await Operator.at(centre, browser, 'console-1');
  const origins = new Set(operator.requests.map((url) => new URL(url).host));
  assert.deepEqual([...origins].sort(), [`127.0.0.1:${centre.ports.admin}`, `127.0.0.1:${centre.ports.websocket}`].sort());
  assert.deepEqual(operator.faults, []);
  await operator.close();
});
