// Orders from the page (docs/console.md): to whom, until when, who answers; and what becomes of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk, shooting, somewhere } from './desk.mjs';

openDesk();

const heardOrder = (device, text) =>
  until(() => device.heard.filter((one) => one.topic.includes('/instruction/') && one.body !== undefined).map((one) => JSON.parse(one.body)).find((one) => one.text === text), `the order "${text}"`);

test('12: an order of no incident to a unit is given by keyboard, with its end, and its sender sees how far it got', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await desk.radio.input('status', { status: 'available', ...somewhere() });
  await operator.page.keyboard.press('o');
  await until(() => operator.page.evaluate(() => document.activeElement?.closest('form') !== null && document.activeElement?.tagName === 'SELECT'), 'whom it is for has the focus');
  await operator.page.getByRole('combobox', { name: 'Aan', exact: true }).locator('option[value="unit/radio-7"]').waitFor({ state: 'attached' });
  await operator.page.keyboard.type('radio-7');
  await operator.page.keyboard.press('Tab');
  await operator.page.keyboard.type('kijk bij de sluis');
  await operator.page.getByLabel('Antwoord binnen').selectOption('5');
  await operator.page.keyboard.press('Control+Enter');
  const order = await heardOrder(desk.radio, 'kijk bij de sluis');
  assert.equal(order.to, 'unit/radio-7');
  assert.ok(Math.abs(order.respond_by - order.issued_at - 300_000) < 5_000);
  const line = operator.page.locator(`[data-instruction="${order.instruction}"]`);
  await line.getByText(/antwoord vóór \d\d:\d\d:\d\d/).waitFor();
  assert.equal(await operator.page.getByLabel('Wat moet er gebeuren').inputValue(), '', 'the next one begins empty');
  const step = (words) => line.locator('ol li', { hasText: words }).waitFor();
  await step(/^\d\d:\d\d:\d\d gegeven console-1$/);
  await step(/^nog niets gehoord van radio-7$/);
  await desk.radio.say('ack', { instruction: order.instruction, answer: 'delivered' });
  await step(/^\d\d:\d\d:\d\d op het toestel radio-7$/);
  assert.equal(await line.getByText('nog niets gehoord van').count(), 0);
  await desk.radio.say('ack', { instruction: order.instruction, answer: 'read' });
  await step(/^\d\d:\d\d:\d\d gelezen radio-7$/);
  await desk.radio.input('ack', { instruction: order.instruction, answer: 'accepted', text: 'onderweg' });
  await step(/^\d\d:\d\d:\d\d geaccepteerd radio-7: onderweg$/);
  await line.getByRole('button', { name: 'Intrekken' }).waitFor();
  await desk.radio.input('ack', { instruction: order.instruction, answer: 'done' });
  await step(/^\d\d:\d\d:\d\d gereed radio-7$/);
  await line.getByRole('button', { name: 'Intrekken' }).waitFor({ state: 'detached' });
  await operator.close();
});

test('an order to a team that asks all of them, sends them to an area, and shows who answered what, when', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.goTo('orders');
  await operator.page.getByRole('combobox', { name: 'Aan', exact: true }).selectOption('team/it-ondermijning');
  await operator.page.getByLabel('Wat moet er gebeuren').fill('toon je op het plein');
  await operator.page.getByLabel('Wie antwoordt').selectOption('all');
  await operator.page.getByLabel('Naar gebied').fill('Marktplein');
  await operator.page.getByLabel('Waarom daar').fill('drie meldingen in een uur');
  await operator.page.getByRole('button', { name: /^Opdracht geven/ }).click();
  const card = operator.page.locator('article', { hasText: 'toon je op het plein' });
  await card.getByText('gegeven').waitFor();
  await card.getByText(/Marktplein, \d\d:\d\d:\d\d – \d\d:\d\d:\d\d: drie meldingen in een uur/).waitFor();
  const instruction = await card.getAttribute('data-instruction');
  await desk.radio.input('ack', { instruction, answer: 'accepted' });
  await card.getByText(/radio-7: geaccepteerd \d\d:\d\d:\d\d/).waitFor();
  await card.getByText('gegeven').waitFor();
  await card.getByRole('button', { name: 'Intrekken' }).click();
  await card.waitFor({ state: 'detached' });
  await operator.close();
});

test('12: an order to a unit that is withdrawn, and one to a role, are listed for their sender alone', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.page.goto(`${desk.centre.url}#/orders`);
  const other = await desk.centre.device('console-2');
  const { instruction: others } = await other.input('instruct', { to: 'unit/radio-8', text: 'van een ander' });
  for (const [to, text] of [['unit/radio-8', 'toch niet'], ['role/coord-ondermijning', 'bel de wijkagent']]) {
    await operator.page.getByRole('combobox', { name: 'Aan', exact: true }).selectOption(to);
    await operator.page.getByLabel('Wat moet er gebeuren').fill(text);
    await operator.page.keyboard.press('Control+Enter');
    await operator.page.locator('[data-instruction]', { hasText: text }).waitFor();
  }
  const line = operator.page.locator('[data-instruction]', { hasText: 'toch niet' });
  await line.getByRole('button', { name: 'Intrekken' }).click();
  await line.locator('ol li', { hasText: /^\d\d:\d\d:\d\d ingetrokken/ }).waitFor();
  await operator.page.locator('[data-instruction]', { hasText: 'bel de wijkagent' }).getByText('nog niets gehoord van coord-ondermijning-1').waitFor();
  assert.equal(await operator.page.locator(`[data-instruction="${others}"]`).count(), 0);
  await operator.close();
});

test('an order to nobody is refused with the reason, and what was written stays', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.goTo('orders');
  await operator.page.getByRole('combobox', { name: 'Aan', exact: true }).selectOption('role/opco');
  await (await desk.centre.device('opco-1')).does('command', { do: 'shift_start' });
  await (await desk.centre.device('opco-1')).does('command', { do: 'shift_end' });
  await operator.page.getByLabel('Wat moet er gebeuren').fill('bel mij');
  await operator.page.keyboard.press('Control+Enter');
  await operator.page.getByText(/geweigerd: daar is nu niemand die het mag weten \(nobody is behind/).waitFor();
  assert.equal(await operator.page.getByLabel('Wat moet er gebeuren').inputValue(), 'bel mij');
  await operator.close();
});

test('an order about an incident has its life there, and is withdrawn there', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const panel = await operator.choose(await desk.radio.report(shooting()));
  await operator.goTo('orders');
  await operator.page.getByRole('combobox', { name: 'Aan', exact: true }).selectOption('unit/radio-7');
  await operator.page.getByLabel('Wat moet er gebeuren').fill('zet de straat af');
  await operator.page.keyboard.press('Control+Enter');
  const { instruction, incident } = await heardOrder(desk.radio, 'zet de straat af');
  await operator.goTo('alerts');
  const life = panel.locator(`[data-instruction="${instruction}"]`);
  await life.getByText('gegeven').first().waitFor();
  assert.equal(await panel.getAttribute('data-incident'), incident);
  await life.getByRole('button', { name: 'Intrekken' }).click();
  await life.locator('ol').getByText('ingetrokken').waitFor();
  await operator.close();
});

test('who is asked and ordered answers with verbs, in his own language', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'radio-8', { viewport: { width: 390, height: 844 } });
  await operator.goTo('me');
  const incident = await desk.radio.report(shooting());
  await operator.page.getByText('omdat de ernst is zeer zwaar').first().waitFor();
  const console1 = await desk.centre.device('console-1');
  await console1.does('instruct', { to: 'unit/radio-8', text: 'ga erheen', incident });
  const order = operator.page.locator('article', { hasText: 'ga erheen' });
  for (const name of ['Accepteren', 'Weigeren']) assert.ok((await order.getByRole('button', { name, exact: true }).boundingBox()).height >= 44);
  await order.getByRole('button', { name: 'Accepteren' }).click();
  await order.getByRole('button', { name: 'Gedaan' }).click();
  await order.waitFor({ state: 'detached' });
  await operator.close();
});
