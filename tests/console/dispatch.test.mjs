// Behaviours 11 to 13 (docs/console.md): escalations, orders, and who is near.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk, shooting, somewhere } from './desk.mjs';

openDesk();

test('11: a running escalation shows the time left, who is next, and why; at its end to whom it went', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1', {}, (page) => page.clock.install());
  const incident = await desk.radio.report(shooting());
  const row = operator.row(incident);
  await row.locator('.countdown').waitFor();
  assert.match(await row.locator('.countdown').innerText(), /^(1:00|0:5\d)$/);
  assert.equal(await row.locator('.countdown').getAttribute('title'), 'de ernst is zeer zwaar');
  assert.ok((await row.innerText()).includes('Interventieteam Ondermijning'));
  await operator.page.clock.fastForward('01:01');
  await row.getByText('doorgezet naar Interventieteam Ondermijning').waitFor();
  await operator.close();
});

test('12: an order shows its life per recipient, with times', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const at = somewhere();
  await desk.radio.input('status', { status: 'available', ...at });
  const incident = await desk.radio.report(shooting(at));
  await operator.choose(incident);
  await operator.page.locator('h3', { hasText: 'Dichtstbijzijnde' }).getByRole('button').click();
  const near = operator.page.locator('li', { hasText: 'radio-7' }).filter({ has: operator.page.getByRole('button', { name: 'Sturen' }) }).first();
  await near.getByRole('button', { name: 'Sturen' }).click();
  const life = operator.page.locator('li[data-instruction]');
  await life.getByText('gegeven', { exact: false }).first().waitFor();
  const instruction = await life.getAttribute('data-instruction');
  await desk.radio.say('ack', { instruction, answer: 'delivered' });
  await desk.radio.say('ack', { instruction, answer: 'read' });
  await desk.radio.does('ack', { instruction, answer: 'accepted' });
  for (const word of ['op het toestel', 'gelezen', 'geaccepteerd']) await life.locator('ol').getByText(word).waitFor();
  assert.match(await life.locator('ol').innerText(), /\d\d:\d\d:\d\d/);
  await operator.close();
});

test('13: units are proposed with distance and age of position, the able ones to be sent', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const at = somewhere();
  const other = await desk.centre.device('radio-8');
  await other.input('status', { status: 'available', ...at });
  const incident = await desk.radio.report(shooting(at));
  await operator.choose(incident);
  await operator.page.locator('h3', { hasText: 'Dichtstbijzijnde' }).getByRole('button').click();
  const near = operator.page.locator('li', { hasText: 'radio-8' }).first();
  await near.getByText(/\d+ m ± \d+ m/).waitFor();
  await near.getByText(/positie \d+:\d\d oud/).waitFor();
  await near.getByRole('button', { name: 'Sturen' }).waitFor();
  const unable = operator.page.locator('li.unable').first();
  assert.equal(await unable.getByRole('button', { name: 'Sturen' }).count(), 0);
  await operator.close();
});

test('13: a panic is a banner over the whole width until somebody acknowledged', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.goTo('teams');
  const alone = await desk.centre.device('radio-9');
  await alone.does('status', { panic: true, ...somewhere() });
  const banner = operator.page.getByRole('alert', { name: 'NOODOPROEP' });
  await banner.waitFor();
  assert.equal((await banner.boundingBox()).width, 1440);
  await until(async () => (await operator.tones()).some((tone) => tone.hertz === 1319), 'it sounds as priority 1');
  await banner.getByRole('button', { name: 'Bevestigen' }).click();
  await banner.waitFor({ state: 'detached' });
  await operator.close();
});

test('13: rules that name no areas leave the map as it is', async () => {
  const operator = await Operator.before(await desk.browser.newPage({ locale: 'nl-NL' }), desk.centre, 'console-1');
  await operator.page.goto(`${desk.centre.url}#/map`);
  await until(() => operator.received.some((frame) => frame.includes('"ask":"areas"') && frame.includes('"total":0')), 'the hub says that there are none');
  await operator.page.getByText('oriëntatiekaart, zonder straten').waitFor();
  assert.equal(await operator.page.getByText('Gebieden').count(), 0);
  await operator.close();
});
