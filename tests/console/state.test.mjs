// Behaviours 1 to 5 (docs/console.md): what is shown of an incident's state, and what a press does.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk, shooting } from './desk.mjs';

openDesk();

test('1: the state shown is derived from active and acknowledged', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting());
  const row = operator.row(incident);
  await row.waitFor();
  const flashes = () => row.evaluate((element) => element.classList.contains('flashes'));
  assert.equal(await operator.state(incident), 'new');
  assert.ok(await flashes(), 'it flashes until somebody looked');
  const isLit = () => row.evaluate((element) => getComputedStyle(element).boxShadow !== 'none');
  await until(isLit, 'it is lit');
  await until(async () => !(await isLit()), 'and dark');
  await until(isLit, 'and lit again');
  await row.hover();
  await until(async () => !(await flashes()), 'it flashes no more');
  assert.equal(await row.evaluate((element) => getComputedStyle(element).fontWeight), '600', 'steady, and bold');
  await operator.page.locator('h1').first().hover();
  await row.locator('.what').click();
  await operator.press('Opgelost');
  await until(async () => (await operator.state(incident)) === 'ended', 'over, and nobody acknowledged: it stays');
  await operator.press('Sluiten');
  await operator.page.getByText('geweigerd:').first().waitFor();
  assert.equal(await operator.state(incident), 'ended', 'a close without an acknowledge is refused');
  await row.getByRole('button', { name: 'Bevestigen' }).click();
  await until(async () => (await operator.state(incident)) === 'resolved', 'acknowledged');
  await operator.press('Sluiten');
  await row.waitFor({ state: 'detached' });
  await operator.close();
});

test('2: silence, acknowledge and resolve are three, and an acknowledge names who on all consoles', async () => {
  const [one, other] = [await Operator.at(desk.centre, desk.browser, 'console-1'), await Operator.at(desk.centre, desk.browser, 'console-2')];
  const incident = await desk.radio.report(shooting());
  await one.choose(incident);
  await one.page.locator('header').getByRole('button', { name: '60 s stil', exact: true }).click();
  assert.equal(await other.state(incident), 'new', 'a silence acknowledges nothing');
  await one.row(incident).getByRole('button', { name: 'Bevestigen' }).click();
  await other.row(incident).getByText('bij console-1').waitFor();
  assert.equal(await other.state(incident), 'acknowledged');
  assert.equal(await other.row(incident).locator('.countdown').count(), 0, 'the escalation stopped there');
  await one.press('Opgelost');
  await until(async () => (await other.state(incident)) === 'resolved', 'resolved');
  await Promise.all([one.close(), other.close()]);
});

test('3: an acknowledge is of the revision shown, and what came later is refused with the reason in the row', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const place = shooting({ severity: 'serious', category: 'robbery' });
  const incident = await desk.radio.report(place);
  await operator.row(incident).waitFor();
  operator.holds = (message) => message.includes(`alert/${incident}`);
  assert.equal(await desk.radio.report({ ...place, severity: 'extreme' }), incident, 'the second report raises it');
  await until(() => operator.held.length > 0, 'the newer revision is under way');
  await operator.row(incident).getByRole('button', { name: 'Bevestigen' }).click();
  await operator.row(incident).getByText('geweigerd:').waitFor();
  operator.letGo();
  await until(async () => (await operator.row(incident).locator('svg').getAttribute('aria-label')) === 'Prioriteit 1', 'the newer revision is shown');
  assert.equal(await operator.state(incident), 'new');
  await operator.close();
});

test('4: a button shows sent, accepted and refused; a double click and a held key send one', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting());
  await operator.choose(incident);
  operator.holds = (message) => message.includes('/receipt');
  const before = operator.sent.length;
  await operator.page.getByRole('button', { name: 'Ik doe dit' }).dblclick({ force: true });
  await operator.page.getByText('verstuurd …').first().waitFor();
  assert.ok(await operator.page.getByRole('button', { name: 'Ik doe dit' }).isDisabled());
  operator.letGo();
  await operator.page.getByRole('button', { name: 'Loslaten' }).waitFor();
  await operator.page.locator('h2').first().click();
  await operator.page.keyboard.down('a');
  await operator.page.keyboard.down('a');
  await operator.page.keyboard.up('a');
  await until(async () => (await operator.state(incident)) === 'acknowledged', 'acknowledged');
  const ids = (word) => new Set(operator.sent.slice(before).map(String).filter((frame) => frame.includes(word)).map((frame) => /"id":"(\w+)"/.exec(frame)[1]));
  assert.equal(ids('"do":"claim"').size, 1);
  assert.equal(ids('"acknowledged"').size, 1);
  await operator.close();
});

test('5: what nobody works on turns waiting when the time of its escalation is over, as the hub says it', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1', {}, (page) => page.clock.install());
  const incident = await desk.radio.report(shooting());
  await operator.row(incident).getByRole('button', { name: 'Bevestigen' }).click();
  await until(async () => (await operator.state(incident)) === 'acknowledged', 'acknowledged');
  // Three steps of a minute each.
  await operator.page.clock.fastForward('02:30');
  assert.equal(await operator.state(incident), 'acknowledged');
  await operator.page.clock.fastForward('00:31');
  await until(async () => (await operator.state(incident)) === 'waiting', 'waiting');
  await operator.close();
});
