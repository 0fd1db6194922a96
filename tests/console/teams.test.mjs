// Teams from the page (docs/console.md): duty, places, and what of them a chosen incident leaves.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk, press, shooting, somewhere } from './desk.mjs';

openDesk();

const unit = (operator, name) => operator.page.locator(`li[data-unit="${name}"]`);

test('10: a chosen incident leaves of teams and orders what is its own; a bar says so, and Esc lets go', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const other = await desk.centre.device('radio-8');
  for (const device of [desk.radio, other]) await device.input('status', { status: 'available', ...somewhere() });
  const incident = await desk.radio.report(shooting());
  const console1 = await desk.centre.device('console-1');
  await console1.does('command', { do: 'assign', incident, division: 'dvo', unit: 'radio-7' });
  await console1.does('instruct', { to: 'team/it-ondermijning', text: 'dit hoort erbij', incident });
  await console1.does('instruct', { to: 'team/it-ondermijning', text: 'dit niet' });
  await operator.choose(incident);
  await operator.goTo('teams');
  const bar = operator.page.getByText(/^Alleen Schietpartij/);
  await bar.waitFor();
  await unit(operator, 'radio-7').waitFor();
  assert.equal(await unit(operator, 'radio-8').count(), 0);
  await operator.goTo('orders');
  await bar.waitFor();
  await operator.page.locator('article', { hasText: 'dit hoort erbij' }).waitFor();
  assert.equal(await operator.page.locator('article', { hasText: 'dit niet' }).count(), 0);
  await operator.page.locator('h1').click();
  await operator.page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  await operator.page.locator('article', { hasText: 'dit niet' }).waitFor();
  await operator.goTo('teams');
  await unit(operator, 'radio-8').waitFor();
  await operator.close();
});

test('who commands a team takes its units off duty and on again; with work in hand only when he says so twice', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await desk.radio.input('status', { status: 'available', ...somewhere() });
  const incident = await desk.radio.report(shooting());
  const console1 = await desk.centre.device('console-1');
  await console1.does('command', { do: 'assign', incident, division: 'dvo', unit: 'radio-7' });
  await operator.goTo('teams');
  const radio = unit(operator, 'radio-7');
  await press(radio, 'Uit dienst');
  await radio.getByText(/geweigerd: er is nog werk in handen.* \(radio-7 has \d+ in hand/).waitFor();
  await press(radio, 'Toch uit dienst');
  await radio.getByText('buiten dienst').waitFor();
  await press(radio, 'In dienst');
  await radio.getByText('buiten dienst').waitFor({ state: 'detached' });
  await operator.close();
});

test('the opco puts a unit into another team, and back; the centre may not', async () => {
  const centre = await Operator.at(desk.centre, desk.browser, 'console-1');
  await (await desk.centre.device('radio-9')).input('status', { status: 'available', ...somewhere() });
  await centre.goTo('teams');
  await unit(centre, 'radio-9').waitFor();
  assert.equal(await unit(centre, 'radio-9').locator('summary').count(), 0);
  const opco = await Operator.at(desk.centre, desk.browser, 'opco-1');
  await opco.goTo('teams');
  const team = (name) => opco.page.locator('article', { hasText: name }).locator('li[data-unit="radio-9"]');
  await team('Interventieteam Ondermijning').locator('summary').click();
  await team('Interventieteam Ondermijning').getByRole('combobox', { name: 'Team' }).selectOption('it-overlast');
  await press(team('Interventieteam Ondermijning'), 'Verplaatsen');
  await team('Interventieteam Overlast').waitFor();
  await team('Interventieteam Overlast').locator('summary').click();
  await press(team('Interventieteam Overlast'), 'Terug naar de vaste plaats');
  await team('Interventieteam Ondermijning').waitFor();
  await Promise.all([centre.close(), opco.close()]);
});

test('on a phone the header is one row, its pages are in the menu, and targets are for thumbs', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1', { viewport: { width: 390, height: 844 } });
  const header = operator.page.locator('header').first();
  assert.ok((await header.boundingBox()).height <= 60, 'one row');
  await header.locator('summary').click();
  await header.getByRole('link', { name: 'Teams' }).click();
  await operator.page.locator('#teams-title').waitFor();
  await until(async () => !(await header.getByRole('link', { name: 'Teams' }).isVisible()), 'the menu is shut');
  for (const place of ['alerts', 'map', 'teams', 'orders', 'report', 'shift', 'me']) {
    await operator.goTo(place);
    await operator.page.locator(place === 'map' ? '.map[data-marks]' : 'main section').first().waitFor();
    assert.ok(await operator.page.evaluate(() => [...document.querySelectorAll('main > *')].every((one) => one.scrollWidth <= one.clientWidth)), `${place}: nothing beyond the edge`);
    const small = await operator.page.locator('button:visible, select:visible, summary:visible').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 100)));
    assert.deepEqual(small, [], place);
  }
  await operator.close();
});
