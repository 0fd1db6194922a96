// Behaviours 18 and 19 (docs/console.md): handing over, where facts come from, and why.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk, shooting } from './desk.mjs';

openDesk();

test('18: what is left is listed, offered by one and taken by the other', async () => {
  const [one, other] = [await Operator.at(desk.centre, desk.browser, 'console-1'), await Operator.at(desk.centre, desk.browser, 'console-2')];
  for (const operator of [one, other]) {
    await operator.goTo('shift');
    await operator.press('Dienst beginnen');
    await operator.page.getByText('✓').first().waitFor();
  }
  const incident = await desk.radio.report(shooting());
  await one.goTo('alerts');
  await one.choose(incident);
  await one.press('Ik doe dit');
  await one.page.getByRole('button', { name: 'Loslaten' }).waitFor();
  await one.goTo('shift');
  await one.page.getByText('In eigen hand').waitFor();
  await one.page.getByRole('combobox', { name: 'Aan', exact: true }).selectOption('console-2');
  await one.press('Aanbieden');
  await one.page.locator('.send', { hasText: 'Aanbieden' }).getByText('✓').waitFor();
  await one.press('Vernieuwen');
  await one.page.getByText('door u aangeboden').first().waitFor();
  assert.equal(await one.page.getByRole('button', { name: 'Overnemen' }).count(), 0, 'who offered it does not take it');
  await other.press('Overnemen');
  await other.goTo('alerts');
  await other.row(incident).getByText('bij console-2').waitFor();
  await Promise.all([one.close(), other.close()]);
});

test('18: a shift is begun until a time of day, in 24 hours, and not with one that is none', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-2', { timezoneId: 'Europe/Amsterdam' });
  await operator.goTo('shift');
  const end = operator.page.getByLabel('tot (uur:minuut)');
  const begun = () => operator.sent.map((frame) => /"until_ms":(\d+)/.exec(frame.toString('latin1'))).filter((found) => found !== null);
  await end.fill('24:10');
  await operator.press('Dienst beginnen');
  assert.ok(!operator.sent.some((frame) => frame.includes('"do":"shift_start"')), 'nothing goes');
  await end.fill('17:05');
  await operator.press('Dienst beginnen');
  await until(() => begun().length > 0, 'it goes');
  assert.equal(new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', timeStyle: 'short' }).format(Number(begun()[0][1])), '17:05');
  await operator.close();
});

test('18: the page of the shift prints on A4', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.goTo('shift');
  await operator.page.locator('.briefings').waitFor();
  const paper = await operator.page.pdf({ preferCSSPageSize: true });
  assert.match(paper.toString('latin1'), /\/MediaBox ?\[ ?0 0 59[45][.\d]* 84[12]/);
  await operator.close();
});

test('19: every fact names its source and time, and the timeline can be kept', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting());
  await operator.choose(incident);
  const first = operator.page.locator('section[data-incident] li', { hasText: 'melding ontvangen' });
  await first.waitFor();
  assert.match(await first.innerText(), /\d\d:\d\d:\d\d\s+radio-7/);
  const [download] = await Promise.all([operator.page.waitForEvent('download'), operator.press('Bewaren als CSV')]);
  assert.equal(download.suggestedFilename(), `${incident}.csv`);
  assert.match(readFileSync(await download.path(), 'utf8'), /^at,by,what,text\r\n"\d{4}-\d\d-\d\dT[\d:.]+Z","radio-7","report_received"/);
  await operator.close();
});

test('why, and why not me: rules, values and versions', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting());
  await operator.choose(incident);
  await operator.page.getByText('Waarom?').click();
  await operator.page.getByText('firearm-in-public').nth(1).waitFor();
  await operator.page.getByLabel('Waarom niet').selectOption('team/it-overlast');
  await until(async () => (await operator.page.locator('details li strong').count()) > 0, 'a sentence why not');
  await operator.close();
});
