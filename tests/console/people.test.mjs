// Behaviours 18 to 20 (docs/console.md): handing over, where facts come from, and what not everybody may know.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk, shooting, vandalism } from './desk.mjs';

openDesk();

test('18: what is left is listed, offered by one and taken by the other', async () => {
  const [one, other] = [await Operator.at(desk.centre, desk.browser, 'console-1'), await Operator.at(desk.centre, desk.browser, 'console-2')];
  for (const operator of [one, other]) {
    await operator.page.goto(`${desk.centre.url}#/shift`);
    await operator.press('Dienst beginnen');
    await operator.page.getByText('✓').first().waitFor();
  }
  const incident = await desk.radio.report(shooting());
  await one.page.goto(`${desk.centre.url}#/alerts`);
  await one.row(incident).locator('.what').click();
  await one.press('Ik doe dit');
  await one.page.getByRole('button', { name: 'Loslaten' }).waitFor();
  await one.page.goto(`${desk.centre.url}#/shift`);
  await one.page.getByText('In eigen hand').waitFor();
  await one.page.getByRole('combobox', { name: 'Aan', exact: true }).selectOption('console-2');
  await one.press('Aanbieden');
  await one.page.locator('.send', { hasText: 'Aanbieden' }).getByText('✓').waitFor();
  await one.press('Vernieuwen');
  await one.page.getByText('door u aangeboden').first().waitFor();
  assert.equal(await one.page.getByRole('button', { name: 'Overnemen' }).count(), 0, 'who offered it does not take it');
  await other.press('Overnemen');
  await other.page.goto(`${desk.centre.url}#/alerts`);
  await other.row(incident).getByText('bij console-2').waitFor();
  await Promise.all([one.close(), other.close()]);
});

test('18: the page of the shift prints on A4', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.page.goto(`${desk.centre.url}#/shift`);
  await operator.page.locator('.briefings').waitFor();
  const paper = await operator.page.pdf({ preferCSSPageSize: true });
  assert.match(paper.toString('latin1'), /\/MediaBox ?\[ ?0 0 59[45][.\d]* 84[12]/);
  await operator.close();
});

test('19: every fact names its source and time, and the timeline can be kept', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting());
  await operator.row(incident).locator('.what').click();
  const first = operator.page.locator('section[data-incident] li', { hasText: 'melding ontvangen' });
  await first.waitFor();
  assert.match(await first.innerText(), /\d\d:\d\d:\d\d\s+radio-7/);
  const [download] = await Promise.all([operator.page.waitForEvent('download'), operator.press('Bewaren als CSV')]);
  assert.equal(download.suggestedFilename(), `${incident}.csv`);
  assert.match(readFileSync(await download.path(), 'utf8'), /^at,by,what,text\r\n"\d{4}-\d\d-\d\dT[\d:.]+Z","radio-7","report_received"/);
  await operator.close();
});

test('20: covert work is marked for the cleared, never heard, said or on the wall, and nothing of it is on the wire of others', async () => {
  const [cleared, other] = [await Operator.at(desk.centre, desk.browser, 'opco-1'), await Operator.at(desk.centre, desk.browser, 'console-1')];
  const chief = await desk.centre.device('coord-ondermijning-1');
  const title = await cleared.page.title();
  const incident = await chief.report(shooting({ covert: true, text: 'stil werk', area: 'Geheimpark' }));
  await cleared.row(incident).getByText('HEIMELIJK').waitFor();
  assert.equal(await cleared.page.title(), title, 'it is not counted where all can read it');
  await cleared.page.goto(`${desk.centre.url}#/teams`);
  const after = await desk.radio.report(vandalism({ area: 'Open veld' })); // what comes behind it was told behind it
  await cleared.page.getByRole('status').getByText('Open veld').waitFor();
  await other.row(after).waitFor();
  assert.equal(await cleared.page.getByText('Geheimpark').count(), 0, 'it is not said');
  assert.deepEqual((await cleared.tones()).filter((tone) => tone.hertz === 1319), [], 'it is not heard');
  await cleared.page.goto(`${desk.centre.url}#/wall`);
  await cleared.page.getByText('Open veld').waitFor();
  assert.equal(await cleared.page.getByText('Geheimpark').count(), 0, 'it is not on the wall');
  const wire = [...other.sent, ...other.received];
  for (const word of ['/covert/', incident, 'stil werk', 'Geheimpark']) assert.ok(wire.every((frame) => !frame.includes(word)), word);
  assert.ok(cleared.received.some((frame) => frame.includes(incident)), 'the wire is what is looked at');
  await Promise.all([cleared.close(), other.close()]);
});

test('why, and why not me: rules, values and versions', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting());
  await operator.row(incident).locator('.what').click();
  await operator.page.getByText('Waarom?').click();
  await operator.page.getByText('firearm-in-public').nth(1).waitFor();
  await operator.page.getByLabel('Waarom niet').selectOption('team/it-overlast');
  await until(async () => (await operator.page.locator('details li strong').count()) > 0, 'a sentence why not');
  await operator.close();
});
