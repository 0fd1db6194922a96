// Exercises on the page (docs/console.md): begun, marked in words wherever they are seen, and ended.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk, shooting } from './desk.mjs';

openDesk();

const word = /^OEFENING$/;

test('16: an exercise is begun for those who take part, and its drill is marked in words wherever it is seen', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.goTo('shift');
  await operator.page.getByText('Er loopt geen oefening.').waitFor();
  await operator.page.getByText('Nieuwe oefening').click();
  await operator.page.getByLabel('Naam').fill('nacht');
  await operator.page.getByLabel('Interventieteam Ondermijning').check();
  await operator.page.getByRole('checkbox', { name: 'Centralist' }).check();
  await operator.page.getByRole('button', { name: 'Oefening beginnen' }).click();
  const running = operator.page.locator('article li', { has: operator.page.getByText('nacht', { exact: true }) });
  await running.getByText(word).waitFor();

  await operator.goTo('report');
  await operator.page.locator('main select').first().selectOption('shooting');
  await operator.page.getByLabel('Positie').fill('51.92, 4.48');
  await operator.page.getByLabel('Dit is een oefening').check();
  await operator.page.getByRole('button', { name: 'Melden als OEFENING' }).click();
  await operator.page.getByText('In het journaal.').waitFor();
  await operator.page.getByRole('button', { name: 'Toon het incident' }).click();
  const panel = operator.page.locator('section[data-incident]');
  await panel.locator('h2').getByText(word).waitFor();
  const incident = await panel.getAttribute('data-incident');
  await operator.row(incident).getByText(word).waitFor();
  assert.match(await operator.page.title(), /^\(\d+\) OEFENING · Paraat$/);
  for (const place of ['teams', 'orders', 'map']) {
    await operator.goTo(place);
    await operator.page.locator('p[role=status]', { hasText: 'Alleen Schietpartij' }).getByText(word).waitFor();
  }
  await operator.goTo('wall');
  await operator.page.locator('ol li', { hasText: 'Schietpartij' }).getByText(word).waitFor();
  await operator.goTo('shift');
  await operator.page.locator('article li', { hasText: 'Schietpartij' }).getByText(word).first().waitFor();

  const device = await Operator.at(desk.centre, desk.browser, 'radio-7', { viewport: { width: 390, height: 844 } });
  await device.goTo('me');
  await device.page.locator('article', { hasText: 'Schietpartij' }).getByText(word).waitFor();
  await device.page.locator('article', { hasText: 'Oefening "nacht" begint' }).getByText(word).waitFor();
  await device.close();

  await running.getByRole('button', { name: 'Oefening beëindigen' }).click();
  await operator.page.getByText('Er loopt geen oefening.').waitFor();
  await operator.goTo('alerts');
  await operator.row(incident).waitFor({ state: 'detached' });
  await operator.close();
});

test('16: real work is not marked', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting());
  const panel = await operator.choose(incident);
  await panel.locator('h2').waitFor();
  assert.equal(await operator.page.getByText(word).count(), 0);
  await until(async () => /^\(\d+\) Paraat$/.test(await operator.page.title()), 'the title');
  await operator.close();
});
