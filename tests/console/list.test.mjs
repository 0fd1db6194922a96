// Behaviours 6 to 10 (docs/console.md): what the list shows, in which order, and what it never hides.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk, shooting, vandalism } from './desk.mjs';

openDesk();

test('6: no filter hides what nobody acknowledged, and it says what it hides', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const [open, taken] = [await desk.radio.report(vandalism()), await desk.radio.report(vandalism())];
  await operator.row(taken).getByRole('button', { name: 'Bevestigen' }).click();
  await until(async () => (await operator.state(taken)) === 'acknowledged', 'acknowledged');
  await operator.page.getByLabel('Tot prioriteit').selectOption('1');
  await operator.row(taken).waitFor({ state: 'detached' });
  await operator.row(open).waitFor();
  await operator.page.getByText('1 verborgen door filter').waitFor();
  const colour = await operator.page.locator('.hidden strong').evaluate((element) => getComputedStyle(element).color);
  assert.equal(colour, await operator.page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'var(--p1)';
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  }));
  await operator.page.getByRole('button', { name: 'Filter wissen' }).click();
  await operator.row(taken).waitFor();
  await operator.close();
});

test('7: new rows wait while somebody reads, and come in their order afterwards', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.row(await desk.radio.report(vandalism())).hover();
  const before = await operator.incidents();
  const urgent = await desk.radio.report(shooting());
  const button = operator.page.getByRole('button', { name: '1 nieuwe melding tonen' });
  await button.waitFor();
  assert.deepEqual(await operator.incidents(), before);
  await button.click();
  assert.equal((await operator.incidents())[0], urgent);
  await operator.close();
});

test('8: the counts of the header are those of the rows, and a row says what it must', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting({ area: 'Centrum', contract: 'bakkerij-3' }));
  await operator.row(incident).waitFor();
  const states = await operator.page.locator('#alerts-list li[data-state]').evaluateAll((rows) => rows.map((row) => row.dataset.state));
  const shown = async (name) => parseInt(await operator.page.locator(`[data-count=${name}]`).innerText(), 10);
  assert.equal(await shown('open'), states.length);
  assert.equal(await shown('unacknowledged'), states.filter((state) => state === 'new' || state === 'ended').length);
  const said = await operator.row(incident).innerText();
  for (const part of ['Schietpartij', 'Centrum', 'melder: bakkerij-3', 'VVC & Ondermijning', 'Interventieteam Ondermijning']) assert.ok(said.includes(part), `${part} in ${said}`);
  assert.match(said, /\d\d:\d\d:\d\d/);
  assert.match(said, /\b0:\d\d\b/);
  await operator.close();
});

test('9: in a flood an area is one line, and priority 1 is never in it', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  for (let i = 0; i < 10; ++i) await desk.radio.report(vandalism({ area: 'Kop van Zuid' }));
  const urgent = await desk.radio.report(shooting({ area: 'Kop van Zuid' }));
  await operator.page.getByText('Vloed: meer dan').waitFor();
  await operator.page.getByText('10 meldingen · Kop van Zuid').waitFor();
  assert.equal(await operator.state(urgent), 'new');
  assert.deepEqual(await operator.page.locator('[data-announce=others]').innerText(), 'Vloed: nieuwe meldingen staan in de lijst.', 'one word for all of them');
  await operator.page.locator('[data-announce=urgent]').getByText('Schietpartij').waitFor();
  await operator.page.getByText('10 meldingen · Kop van Zuid').click();
  await until(async () => (await operator.page.locator('li', { hasText: 'Kop van Zuid' }).count()) > 10, 'each of them is shown');
  await operator.close();
});

test('9: what comes is told on every page, priority 1 as an alert and the rest as a status', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.page.goto(`${desk.centre.url}#/teams`);
  await desk.radio.report(vandalism({ area: 'Noord' }));
  await operator.page.getByRole('status').getByText('Vernieling · Noord').waitFor();
  await desk.radio.report(shooting({ area: 'Zuid' }));
  await operator.page.getByRole('alert').getByText('Schietpartij · Zuid').click();
  await operator.page.locator('section[data-incident]').getByText('Schietpartij').first().waitFor();
  await operator.close();
});

test('10: a chosen incident fills the panel with what is its own, and Esc lets go of it', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting({ text: 'bij de brug' }));
  await operator.row(incident).locator('.what').click();
  const panel = operator.page.locator(`section[data-incident="${incident}"]`);
  await panel.getByText('bij de brug').first().waitFor();
  await panel.getByText('melding ontvangen').waitFor();
  await operator.page.keyboard.press('Escape');
  await operator.page.getByText('Kies een melding').waitFor();
  await operator.close();
});
