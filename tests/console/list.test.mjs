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
  const lines = async () => Number(await operator.row(urgent).getAttribute('aria-setsize'));
  const before = await lines();
  await operator.page.getByText('10 meldingen · Kop van Zuid').click();
  await until(async () => (await lines()) === before + 9, 'each of them is a line');
  await operator.close();
});

test('9: what comes is told on every page, priority 1 as an alert and the rest as a status', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.goTo('teams');
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
  await operator.choose(incident);
  const panel = operator.page.locator(`section[data-incident="${incident}"]`);
  await panel.getByText('bij de brug').first().waitFor();
  await panel.getByText('melding ontvangen').waitFor();
  await operator.page.keyboard.press('Escape');
  await operator.page.getByText('Kies een melding').waitFor();
  await operator.close();
});

test('in a flood the keys go from line to line, and a group is one of them', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  for (let i = 0; i < 11; ++i) await desk.radio.report(vandalism({ area: 'Katendrecht' }));
  const group = operator.page.locator('#alerts-list li', { hasText: '11 meldingen · Katendrecht' });
  await group.waitFor();
  const incident = await group.getAttribute('data-incident');
  await operator.page.locator('#alerts-list').focus();
  const chosen = async () => (await operator.page.locator('#alerts-list li.chosen').getAttribute('data-incident'));
  const passed = [];
  while (passed.at(-1) !== incident) {
    await operator.page.keyboard.press('j');
    passed.push(await chosen());
    assert.equal(new Set(passed).size, passed.length, 'each press goes on');
  }
  await operator.page.keyboard.press('j');
  assert.equal(await operator.page.locator(`#alerts-list li[data-incident="${await chosen()}"]`, { hasText: 'Katendrecht' }).count(), 0, 'the group was one press');
  await operator.close();
});

test('of a long list as much is drawn as can be seen, and what the keys choose is in sight', async () => {
  for (let i = 0; i < 60; ++i) await desk.radio.say('report', { id: `long-${i}`, ...shooting() });
  const last = await desk.radio.report(shooting());
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await until(async () => parseInt(await operator.page.locator('[data-count=open]').innerText(), 10) > 60, 'all of them are there');
  const list = operator.page.locator('#alerts-list');
  await list.focus();
  let chosen = '';
  for (let i = 0; chosen !== last; ++i) {
    await operator.page.keyboard.press('j');
    const seen = await list.evaluate((element) => {
      const edges = element.parentElement.getBoundingClientRect();
      const chosen = element.querySelector('.chosen').getBoundingClientRect();
      return { incident: element.querySelector('.chosen').dataset.incident, rows: element.querySelectorAll('li').length, inSight: chosen.top >= edges.top - 1 && chosen.bottom <= edges.bottom + 1 && edges.bottom <= innerHeight };
    });
    assert.ok(seen.rows < 25, `${seen.rows} rows are drawn`);
    assert.ok(seen.inSight, `row ${i + 1} is in sight`);
    assert.notEqual(seen.incident, chosen, 'each press goes on');
    chosen = seen.incident;
  }
  // Who scrolls away is left where he is.
  const rows = operator.page.locator('.rows');
  await rows.evaluate((element) => (element.scrollTop = 0));
  const top = () => rows.evaluate((element) => element.scrollTop);
  await desk.radio.report(vandalism());
  await until(async () => (await operator.page.locator('.held').count()) > 0, 'a new one waits');
  assert.equal(await top(), 0);
  await operator.close();
});
