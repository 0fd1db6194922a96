// Behaviour 22 (docs/console.md), its second half: the list on one screen and the map on the other, linked.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countTones, Operator, until } from './centre.mjs';
import { desk, openDesk, shooting } from './desk.mjs';

openDesk();

async function withSecond() {
  const first = await Operator.at(desk.centre, desk.browser, 'console-1');
  await first.page.context().addInitScript(countTones);
  await first.page.locator('header summary').last().click();
  const [page] = await Promise.all([first.page.waitForEvent('popup'), first.page.getByRole('button', { name: 'Tweede scherm met de kaart' }).click()]);
  const second = new Operator(page, 'console-1');
  await second.isLive();
  await page.locator('.map canvas').waitFor();
  return { first, second };
}

test('22: a second screen needs no login, and what is chosen on one is chosen on the other', async () => {
  const { first, second } = await withSecond();
  const incident = await desk.radio.report(shooting({ area: 'Feijenoord' }));
  await first.choose(incident);
  await second.page.locator(`section[data-incident="${incident}"]`).waitFor();
  assert.match(second.page.url(), /#\/map$/, 'it stays on its page');
  await second.page.locator('body').press('Escape');
  await first.page.getByText('Kies een melding').waitFor();
  await first.choose(incident);
  assert.match(await second.page.locator('.maplibregl-ctrl-scale').innerText(), /km$/, 'the map moves only when it is asked to');
  await first.page.getByRole('button', { name: 'Op de kaart' }).click();
  const scale = second.page.locator('.maplibregl-ctrl-scale');
  await until(async () => /[^k]m$/.test(await scale.innerText()), 'the map goes there');
  assert.match(first.page.url(), /#\/alerts$|\/$/, 'and the list stays');
  await first.close();
});

const urgent = async (operator) => (await operator.tones()).filter((tone) => tone.hertz === 1319).length;

test('22: of linked screens one sounds, and a silence is of both', async () => {
  const { first, second } = await withSecond();
  await desk.radio.report(shooting());
  await until(async () => (await urgent(first)) >= 4, 'two patterns on the first');
  assert.equal(await urgent(second), 0);
  await second.page.getByRole('button', { name: 'Alles 60 s stil' }).click();
  await first.page.getByText('Stil tot').waitFor();
  await first.close();
});

test('22: the second screen sounds when the first is closed', async () => {
  const { first, second } = await withSecond();
  await desk.radio.report(shooting());
  await until(async () => (await urgent(first)) > 0, 'the first sounds');
  await first.page.close();
  await until(async () => (await urgent(second)) > 0, 'the second sounds', 10_000);
  await second.close();
});

test('22: the second screen sounds when somebody else logs in on the first, and hears nothing of him', async () => {
  const { first, second } = await withSecond();
  const incident = await desk.radio.report(shooting());
  await first.page.reload();
  await until(async () => (await urgent(second)) > 0, 'the second sounds while nobody is logged in on the first', 10_000);
  const other = new Operator(first.page, 'console-2');
  await other.login(desk.centre);
  await until(async () => (await urgent(other)) > 0, 'the first sounds for another');
  const before = await urgent(second);
  await until(async () => (await urgent(second)) > before + 2, 'and the second goes on', 10_000);
  await other.choose(incident);
  assert.equal(await second.page.locator('section[data-incident]').count(), 0, 'what he chooses is his own');
  await first.close();
});

test('22: a first screen that was loaded anew finds its second one again', async () => {
  const { first, second } = await withSecond();
  await first.page.reload();
  await first.login(desk.centre);
  const incident = await desk.radio.report(shooting());
  await first.choose(incident);
  await second.page.locator(`section[data-incident="${incident}"]`).waitFor();
  await first.close();
});

test('a silence, and what was looked at, end with the operator', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting());
  await operator.row(incident).hover();
  await operator.page.getByRole('button', { name: 'Alles 60 s stil' }).click();
  await operator.page.locator('header summary').last().click();
  await operator.page.getByRole('button', { name: 'Afmelden' }).click();
  const before = await urgent(operator);
  const next = new Operator(operator.page, 'console-2');
  await next.login(desk.centre);
  await until(async () => (await urgent(next)) > before, 'it sounds for the next', 10_000);
  assert.equal(await next.row(incident).evaluate((row) => row.classList.contains('flashes')), true);
  await operator.close();
});

test('22: who logs out on one screen is logged out on both', async () => {
  const { first, second } = await withSecond();
  await first.page.getByRole('button', { name: 'Afmelden' }).click();
  await second.page.locator('input[name=password]').waitFor();
  await first.close();
});
