// Behaviours 14, 15 and 17 (docs/console.md): the page never shows an old state as a live one, and is heard when it cannot hear.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { openBrowser, Operator, until } from './centre.mjs';
import { desk, openDesk, shooting } from './desk.mjs';

openDesk();

test('14: a hub that is silent for 10 s greys the page, and for 30 s makes it sound', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  desk.centre.hub.kill('SIGSTOP');
  try {
    await operator.page.locator('.link.stale').waitFor();
    await operator.page.getByText('NIET ACTUEEL sinds').waitFor();
    assert.match(await operator.page.locator('main').evaluate((main) => getComputedStyle(main).filter), /grayscale/);
    await until(async () => (await operator.tones()).some((tone) => tone.hertz === 330), 'the page itself sounds', 40_000);
  } finally {
    desk.centre.hub.kill('SIGCONT');
  }
  await operator.isLive();
  await operator.close();
});

test('14: a hub that was killed is told at once', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await desk.centre.kill();
  await operator.page.locator('.link.stale, .link.reconnecting').waitFor();
  await desk.centre.start();
  await operator.isLive();
  await operator.close();
});

test('15: after a reconnect it tells what came and went, and equals what the hub says', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const other = await desk.centre.device('console-2');
  const goes = await desk.radio.report(shooting());
  const stays = await desk.radio.report(shooting());
  await operator.row(goes).waitFor();
  operator.cut();
  await operator.page.locator('.link.reconnecting, .link.stale').waitFor();
  await other.does('command', { do: 'close', incident: goes, acknowledge: true });
  const comes = await desk.radio.report(shooting());
  operator.mend();
  await operator.isLive();
  await operator.page.getByText('Terwijl u weg was').waitFor();
  await operator.page.getByText('1 kwam', { exact: true }).waitFor();
  await operator.page.getByText('1 is voorbij', { exact: true }).waitFor();
  const shown = await operator.incidents();
  assert.ok(shown.includes(stays) && shown.includes(comes) && !shown.includes(goes));
  const answer = JSON.parse(desk.centre.paraat('query', 'incidents', '--json', '--as', 'console-1', '--password-file', desk.centre.passwordFile('console-1')));
  assert.deepEqual([...shown].sort(), answer.items.map((item) => item.incident).sort());
  await operator.page.getByRole('button', { name: 'Gezien' }).click();
  await operator.close();
});

test('17: the most urgent that nobody took sounds again and again, a silence is of 60 s, and an acknowledge ends it', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const incident = await desk.radio.report(shooting());
  await operator.row(incident).waitFor();
  const urgent = async () => (await operator.tones()).filter((tone) => tone.hertz === 1319).length;
  await until(async () => (await urgent()) >= 4, 'two patterns of priority 1');
  await operator.page.getByRole('button', { name: 'Alles 60 s stil' }).click();
  const silent = await urgent();
  await operator.page.getByText('Stil tot').waitFor();
  assert.ok((await urgent()) - silent <= 2, 'at most the pattern that had begun');
  assert.ok((await operator.volumes()).every((volume) => volume > 0), 'never without volume');
  await operator.close();
});

test('17: a silence ends by itself after 60 s, and what nobody took sounds again', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1', {}, (page) => page.clock.install());
  await operator.row(await desk.radio.report(shooting())).waitFor();
  const urgent = async () => (await operator.tones()).filter((tone) => tone.hertz === 1319).length;
  await until(async () => (await urgent()) > 0, 'it sounds');
  await operator.page.getByRole('button', { name: 'Alles 60 s stil' }).click();
  const before = await urgent();
  await operator.page.clock.fastForward(59_000);
  assert.equal(await urgent(), before, 'silent for a minute');
  await operator.page.clock.fastForward(2_000);
  await until(async () => (await urgent()) > before, 'it sounds again');
  await operator.close();
});

test('17: a browser that holds sound back is told of in large, and a press mends it', async () => {
  // The policy of desktops; "user-gesture-required" holds back no generated sound.
  const browser = await openBrowser('--autoplay-policy=document-user-activation-required');
  after(() => browser.close());
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'nl-NL' })).newPage();
  const operator = new Operator(page, 'console-1');
  await operator.listen();
  await page.goto(desk.centre.url);
  // Playwright's own looks count as a touch, after which nothing is held back.
  const devtools = await page.context().newCDPSession(page);
  const look = async (expression) => (await devtools.send('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  await until(() => look(`document.querySelector('input[name=password]') !== null`), 'the form of the login');
  await look(`for (const [name, value] of [['username', 'console-1'], ['password', '${desk.centre.login('console-1')}']]) {
    const input = document.querySelector('input[name=' + name + ']');
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
  document.querySelector('form').requestSubmit();`);
  const incident = await desk.radio.report(shooting());
  await until(() => look(`document.querySelector('li[data-incident="${incident}"]') !== null`), 'its row');
  await until(() => look(`document.querySelector('.enable')?.getBoundingClientRect().height >= 44`), 'a large button');
  assert.match(await look(`document.querySelector('[role=alert] ~ .enable').previousElementSibling.textContent`), /geluid/i);
  assert.equal(await look('navigator.userActivation.hasBeenActive'), false, 'nobody touched it');
  assert.equal(await look('globalThis.tones.length'), 0);
  await operator.page.locator('.enable').click();
  await until(async () => (await operator.tones()).some((tone) => tone.hertz === 1319), 'it sounds');
  await operator.page.getByText('Geluid aan').waitFor();
});
