// What an operator does with an incident (docs/console.md): each act says how it went, and what it did is shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk, press, shooting, somewhere, vandalism } from './desk.mjs';

openDesk();

const robbery = (more = {}) => ({ category: 'robbery', text: 'tas geroofd', ...somewhere(), ...more });
const act = (panel, name) => panel.getByRole('button', { name: `${name} …`, exact: true }).click();

test('calls are silenced with a reason and an end, by name, on the handover list, and taken back', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(robbery());
  const panel = await operator.choose(incident);
  await act(panel, 'Laten rusten');
  const form = panel.locator('form', { has: operator.page.getByRole('button', { name: 'Oproepen stil' }) });
  await press(form, 'Oproepen stil');
  assert.ok(!operator.sent.some((frame) => frame.includes('"do":"silence"')), 'without a reason nothing goes');
  await form.getByLabel('Waarom').fill('zelfde als de vorige');
  await press(form, 'Oproepen stil');
  await operator.row(incident).getByText(/oproep stil tot \d\d:\d\d/).waitFor();
  await operator.goTo('shift');
  const item = operator.page.locator('article li', { hasText: 'zelfde als de vorige' });
  await item.getByText('stil', { exact: true }).waitFor();
  assert.match(await item.innerText(), /console-1[\s\S]*→ .*\d\d:\d\d/);
  await operator.goTo('alerts');
  await act(panel, 'Laten rusten');
  await panel.getByText('zelfde als de vorige').first().waitFor();
  await press(panel, 'Nu beëindigen');
  await operator.row(incident).getByText(/oproep stil tot/).waitFor({ state: 'detached' });
  await operator.close();
});

test('what is refused says why beside its button, and what was written stays', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const panel = await operator.choose(await desk.radio.report(shooting()));
  await act(panel, 'Laten rusten');
  const form = panel.locator('form', { has: operator.page.getByRole('button', { name: 'Terzijde leggen' }) });
  await form.getByLabel('Waarom').fill('later');
  await press(form, 'Terzijde leggen');
  await form.getByText(/geweigerd: dat mag niet \(priority 1/).waitFor();
  assert.equal(await form.getByLabel('Waarom').inputValue(), 'later');
  await operator.close();
});

test('what is acknowledged is put aside, and stands so on the handover list', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(vandalism());
  const panel = await operator.choose(incident);
  await press(panel, 'Bevestigen');
  await act(panel, 'Laten rusten');
  const form = panel.locator('form', { has: operator.page.getByRole('button', { name: 'Terzijde leggen' }) });
  await form.getByLabel('Hoe lang').selectOption('60');
  await form.getByLabel('Waarom').fill('glaszetter komt');
  await form.getByLabel('Waarom').press('Enter');
  await operator.row(incident).getByText(/terzijde tot/).waitFor();
  await operator.goTo('shift');
  await operator.page.locator('article li', { hasText: 'glaszetter komt' }).getByText('terzijde', { exact: true }).waitFor();
  await operator.close();
});

test('triage says what it is, whose and how urgent; its questions are those of the hub, and their answers give a score', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report({ category: 'suspicious_situation', text: 'man bij pui', ...somewhere() });
  const panel = await operator.choose(incident);
  await act(panel, 'Beoordelen');
  await panel.getByLabel('Soort').selectOption('burglary');
  await panel.getByLabel('Divisie').selectOption('dvo');
  await press(panel, 'Beoordelen');
  await operator.row(incident).getByText('Inbraak').waitFor();
  await operator.row(incident).getByText('VVC & Ondermijning').waitFor();
  await panel.getByLabel('Is er een wapen gezien?').selectOption('yes');
  await press(panel, 'Antwoorden');
  await panel.getByText(/Score 6: Is er een wapen gezien\? ja \(\+6\)/).first().waitFor();
  const priority = () => operator.row(incident).locator('svg').getAttribute('aria-label');
  await until(async () => (await priority()) === 'Prioriteit 2', 'serious by its score');
  await press(panel, 'Hoger: prioriteit 1');
  await until(async () => (await priority()) === 'Prioriteit 1', 'raised');
  await press(panel, 'Lager: prioriteit 2');
  await until(async () => (await priority()) === 'Prioriteit 2', 'lowered');
  await operator.close();
});

test('two that are one are merged and the other is chosen; a report is split off again', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const [one, other] = [await desk.radio.report(vandalism({ text: 'ruit eruit' })), await desk.radio.report(vandalism({ text: 'etalage stuk' }))];
  let panel = await operator.choose(one);
  await act(panel, 'Samenvoegen');
  await panel.getByLabel('Gaat op in').selectOption(other);
  await press(panel, 'Samenvoegen');
  panel = operator.page.locator(`section[data-incident="${other}"]`);
  await panel.getByText('meldingen van een ander incident erbij').waitFor();
  await operator.row(one).waitFor({ state: 'detached' });
  const place = vandalism();
  const first = await desk.radio.report({ ...place, text: 'hek om' });
  assert.equal(await desk.radio.report({ ...place, text: 'auto bekrast' }), first, 'it joined');
  panel = await operator.choose(first);
  await act(panel, 'Splitsen');
  await panel.locator('fieldset').getByLabel(/auto bekrast/).check();
  await press(panel, 'Splitsen');
  await panel.getByText('meldingen afgesplitst').waitFor();
  await operator.page.locator('#alerts-list li', { hasText: 'auto bekrast' }).waitFor();
  assert.equal(await panel.locator('fieldset').count(), 0, 'one report is left');
  await operator.close();
});

test('a request is not taken up, or passed on, with the reason', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  for (const [name, more] of [['Niet aannemen', {}], ['Doorgeven', { 'Aan (bijvoorbeeld police)': 'police' }]]) {
    const incident = await desk.radio.report(vandalism());
    const panel = await operator.choose(incident);
    await act(panel, 'Afwijzen of doorgeven');
    const form = panel.locator('form', { has: operator.page.getByRole('button', { name, exact: true }) });
    for (const [label, value] of Object.entries(more)) await form.getByLabel(label).fill(value);
    await form.getByLabel('Waarom').fill('niet van ons');
    await press(form, name);
    await operator.row(incident).waitFor({ state: 'detached' });
  }
  await operator.close();
});

test('who is sent can be taken off again', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const panel = await operator.choose(await desk.radio.report(shooting()));
  await panel.getByLabel('Team toewijzen').selectOption('it-ondermijning');
  await panel.locator('form', { has: operator.page.getByLabel('Team toewijzen') }).getByRole('button').click();
  const team = panel.locator('[data-at-work="it-ondermijning"]');
  await team.waitFor();
  await press(team, 'Losmaken');
  await team.waitFor({ state: 'detached' });
  await operator.close();
});

test('a note that was begun does not go to another incident', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const [one, other] = [await desk.radio.report(vandalism()), await desk.radio.report(vandalism())];
  await (await operator.choose(one)).getByLabel('Notitie').fill('de buurman weet meer');
  assert.equal(await (await operator.choose(other)).getByLabel('Notitie').inputValue(), '');
  await operator.close();
});
