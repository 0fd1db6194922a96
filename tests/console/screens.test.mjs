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

test('22: of linked screens one sounds, a silence is of both, and when the first is closed the second sounds', async () => {
  const { first, second } = await withSecond();
  await desk.radio.report(shooting());
  const urgent = async (operator) => (await operator.tones()).filter((tone) => tone.hertz === 1319).length;
  await until(async () => (await urgent(first)) >= 4, 'two patterns on the first');
  assert.equal(await urgent(second), 0);
  await second.page.getByRole('button', { name: 'Alles 60 s stil' }).click();
  await first.page.getByText('Stil tot').waitFor();
  await first.page.close();
  await desk.radio.report(shooting());
  await second.page.clock.install();
  await second.page.clock.fastForward(61_000);
  await until(async () => (await urgent(second)) > 0, 'the second sounds');
  await second.close();
});

test('22: who logs out on one screen is logged out on both', async () => {
  const { first, second } = await withSecond();
  await first.page.getByRole('button', { name: 'Afmelden' }).click();
  await second.page.locator('input[name=password]').waitFor();
  await first.close();
});
