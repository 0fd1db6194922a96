// Behaviour 21 (docs/console.md): nothing that the page can show breaks a rule of WCAG 2.2 AA, or of good practice. Dark in Dutch and light in English: no rule looks at both.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';

import { Operator, source } from './centre.mjs';
import { desk, openDesk, shooting, somewhere, vandalism } from './desk.mjs';

openDesk();

const places = ['alerts', 'map', 'teams', 'orders', 'report', 'shift', 'me', 'wall'];
// What is there before a place is whole.
const whole = { map: '.map[data-marks]', teams: 'li[data-unit]', orders: 'main textarea', shift: '.briefings' };
const tall = { viewport: { width: 1440, height: 4000 } }; // what is scrolled away is not judged
const phone = { viewport: { width: 390, height: 2000 } };
const pictures = ['imgNode', 'bgImage', 'bgGradient'];

async function isClean({ page }, what) {
  // On a phone a chosen incident stands alone, and its heading is the second one of the page.
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).disableRules(['page-has-heading-one']).analyze();
  const broken = found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.html.slice(0, 120)}`));
  // Of text on a picture nobody can say whether it is readable.
  const onPictures = found.incomplete
    .filter(({ id }) => id === 'color-contrast')
    .flatMap(({ nodes }) => nodes.filter(({ any }) => pictures.includes(any[0]?.data?.messageKey)).map((node) => `on a picture ${node.html.slice(0, 120)}`));
  assert.deepEqual([...broken, ...onPictures], [], what);
}

async function goTo(operator, place) {
  await operator.goTo(place);
  await operator.page.locator(whole[place] ?? 'main section').first().waitFor();
}

const does = async (account, kind, fields) => (await desk.centre.device(account)).does(kind, fields);

for (const look of [{ theme: 'dark', language: 'nl' }, { theme: 'light', language: 'en' }]) {
  const name = `${look.theme}, ${look.language}`;
  const text = JSON.parse(readFileSync(join(source, `clients/console/src/text/${look.language}.json`), 'utf8'));
  const dress = (page) => page.addInitScript((choices) => localStorage.setItem('paraat.choices', choices), JSON.stringify(look));
  const open = (account, settings = tall) => Operator.at(desk.centre, desk.browser, account, settings, dress);

  test(`21: each page, with all that opens on it: ${name}`, async () => {
    const operator = await open('opco-1');
    await does('radio-7', 'status', { status: 'available', ...somewhere() });
    await does('console-1', 'instruct', { to: 'team/it-ondermijning', text: 'let op een grijze bus' });
    await desk.radio.report(vandalism({ exercise: true }));
    await (await desk.centre.device('coord-ondermijning-1')).report(vandalism({ covert: true }));
    await does('console-1', 'command', { do: 'resolve', incident: await desk.radio.report(vandalism()) });
    const incident = await desk.radio.report(shooting());
    await does('console-1', 'command', { do: 'dispatch', incident, unit: 'radio-7' });
    await operator.choose(incident);
    for (const place of places) {
      await operator.page.setViewportSize(place === 'map' ? { width: 1440, height: 900 } : tall.viewport); // a tall map takes long to draw
      await goTo(operator, place);
      for (const closed of await operator.page.locator('main details:not([open]) > summary').elementHandles()) await closed.click();
      await isClean(operator, place);
    }
    await operator.close();
  });

  test(`21: what is done with an incident, what it was refused, and why: ${name}`, async () => {
    const operator = await open('console-1');
    const call = shooting();
    const incident = await desk.radio.report(call);
    await desk.radio.report({ ...call, text: 'nog een beller' });
    await does('console-2', 'command', { do: 'dispatch', incident, team: 'it-ondermijning' });
    const panel = await operator.choose(incident);
    await panel.locator('[data-instruction]').waitFor();
    await panel.getByRole('button', { name: text['act.close'], exact: true }).click();
    await panel.locator('.refused').waitFor();
    await panel.getByRole('button', { name: text['incident.nearest'] }).click();
    await panel.locator('summary').click();
    await panel.locator('details ol strong').first().waitFor();
    await panel.locator('details select').selectOption('team/it-overlast');
    await panel.locator('details ul strong').first().waitFor();
    for (const act of await panel.locator('[aria-expanded]').all()) {
      await act.click();
      await panel.locator('.form button').first().waitFor();
      await isClean(operator, await act.innerText());
    }
    await operator.close();
  });

  test(`21: who is not logged in: ${name}`, async () => {
    const page = await (await desk.browser.newContext()).newPage();
    await dress(page);
    await page.goto(desk.centre.url);
    await page.fill('input[name=username]', 'console-1');
    await isClean({ page }, 'the login');
    await page.fill('input[name=password]', 'a guess');
    await page.click('form button:not([type])');
    await page.getByRole('alert').waitFor();
    await isClean({ page }, 'a login that was refused');
    await page.context().close();
  });

  test(`21: panic, what is told on another page, what waits above the rows, and a flood: ${name}`, async () => {
    const operator = await open('console-1');
    const { page } = operator;
    await goTo(operator, 'teams');
    await does('radio-8', 'status', { status: 'busy', panic: true, ...somewhere() });
    await page.getByRole('alert', { name: text['panic.label'] }).waitFor();
    await desk.radio.report(vandalism({ area: 'Noord' }));
    await page.locator('[data-announce=others] a').waitFor();
    await page.locator('header summary').click();
    await isClean(operator, 'panic, two that are told, the menu');
    await page.keyboard.press('Escape');
    await page.getByRole('alert', { name: text['panic.label'] }).getByRole('button', { name: text['act.acknowledge'] }).click();
    await page.getByRole('alert', { name: text['panic.label'] }).waitFor({ state: 'detached' });
    await goTo(operator, 'alerts');
    await page.locator('#alerts-list').focus();
    for (let i = 0; i < 11; ++i) await desk.radio.report(vandalism({ area: 'Katendrecht' }));
    await page.locator('.flood').waitFor();
    await page.locator('button.held').waitFor();
    await isClean(operator, 'a flood that waits');
    await page.locator('button.held').click();
    await page.fill('#search', 'nergens');
    await page.locator('.hidden').waitFor();
    await isClean(operator, 'a filter in a flood');
    await operator.close();
  });

  test(`21: a proof, silence, and what was missed: ${name}`, async () => {
    const operator = await open('console-1');
    const { page } = operator;
    await goTo(operator, 'shift');
    await operator.press(text['proof.start']);
    await page.locator('[data-proof=proved]').waitFor();
    await isClean(operator, 'a proof');
    operator.holds = () => true;
    await operator.press(text['proof.start']);
    await page.locator('[data-proof=failed]').waitFor();
    await page.locator('.link.stale').waitFor();
    await isClean(operator, 'a proof that failed, on a page that is stale');
    operator.letGo();
    await operator.isLive();
    operator.cut();
    await page.locator('.link.reconnecting').waitFor();
    await desk.radio.report(shooting());
    operator.mend();
    await page.locator('#away-title').waitFor();
    await isClean(operator, 'what was missed');
    await operator.close();
  });

  test(`21: a unit on a phone: ${name}`, async () => {
    const operator = await open('radio-8', phone);
    const { page } = operator;
    const incident = await desk.radio.report(shooting());
    await does('console-1', 'instruct', { to: 'unit/radio-8', text: 'ga erheen', incident });
    await goTo(operator, 'me');
    await page.locator('article', { hasText: 'ga erheen' }).first().waitFor();
    await isClean(operator, 'what is asked and ordered');
    await page.locator('header summary').click();
    await isClean(operator, 'the menu');
    await page.keyboard.press('Escape');
    for (const place of ['map', 'report', 'teams']) {
      await goTo(operator, place);
      await isClean(operator, place);
    }
    await goTo(operator, 'alerts');
    await operator.choose(incident);
    await isClean(operator, 'a chosen incident');
    await operator.close();
  });
}
