// Behaviours 2, 14 and 15 (docs/console.md): whatever fails, the page never shows an old state as a live one. Nothing stands between the page and its broker
// but wires that fail.
//
// Silences are waited for as they are: 10 s until the page greys, and up to 25 s until a connection that nobody ended is given up (the keepalive is timed by
// a worker, whose clock no test can move).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openBrowser, Operator, until } from './centre.mjs';
import { shooting, vandalism } from './desk.mjs';
import { PlainBrowser } from './plain_browser.mjs';
import { Site } from './site.mjs';
import { hubSays, isStale, isTrueAgain, journalSays, pageShows, timesLive, watches } from './truth.mjs';

const tall = { viewport: { width: 1440, height: 4000 } }; // each row is drawn
let site;
let browser;
let other; // a desk that acts meanwhile, and asks
let radio;

before(async () => {
  site = await Site.open();
  browser = await openBrowser();
  other = await site.device('console-2');
  radio = await site.device('radio-7');
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const operatorAt = (page) => Operator.before(page, site, 'console-1', watches);

const anOperator = async () => operatorAt(await (await browser.newContext(tall)).newPage());

// Some of everything. None of them changes by itself meanwhile: who took the urgent ones ended their escalations.
async function standing(operator) {
  const [goes, taken, rises] = [await radio.report(vandalism()), await radio.report(vandalism()), await radio.report(vandalism())];
  const urgent = await radio.report(shooting());
  await other.does('ack', { incident: urgent, answer: 'acknowledged' });
  const before = await hubSays(other);
  await until(async () => JSON.stringify(sorted(await pageShows(operator))) === JSON.stringify(sorted(before)), 'the page shows what stands');
  return { goes, taken, rises };
}

const sorted = (rows) => Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1));

// After it is true again: with what is on the disk too. The hub is back behind it.
async function isAsJournaled(operator) {
  const shown = await pageShows(operator);
  assert.deepEqual(await journalSays(site), shown);
  await site.start();
}

// What happens while the page is deaf: one comes, one is taken, one rises, one goes.
async function happens({ goes, taken, rises }) {
  await radio.report(vandalism());
  await other.does('ack', { incident: taken, answer: 'acknowledged' });
  await other.does('command', { do: 'triage', incident: rises, division: 'dvl', priority: 2 });
  await other.does('command', { do: 'close', incident: goes, acknowledge: true });
}

test('14: a wire that is cut: stale while it is, and then what the hub says', async () => {
  const operator = await anOperator();
  const before = await standing(operator);
  const lives = await timesLive(operator);
  site.relay.cut();
  await happens(before);
  await isStale(operator);
  site.relay.mend();
  await isTrueAgain(operator, other, lives);
  await operator.close();
});

test('14: a wire that swallows everything while both ends believe in it', async () => {
  const operator = await anOperator();
  const before = await standing(operator);
  const lives = await timesLive(operator);
  site.relay.silence();
  await happens(before);
  await isStale(operator);
  site.relay.mend();
  await isTrueAgain(operator, other, lives);
  await operator.close();
});

test('14: a browser without a network', async () => {
  const operator = await anOperator();
  const before = await standing(operator);
  const lives = await timesLive(operator);
  await operator.page.context().setOffline(true);
  await happens(before);
  await isStale(operator);
  await operator.page.context().setOffline(false);
  await isTrueAgain(operator, other, lives);
  await operator.close();
});

test('14: a broker that is killed and comes back empty: the page is not live before the hub told all of it again', async () => {
  const operator = await anOperator();
  await standing(operator);
  const lives = await timesLive(operator);
  await site.broker.kill();
  await isStale(operator);
  await site.broker.start();
  await isTrueAgain(operator, other, lives);
  await isAsJournaled(operator);
  await operator.close();
});

test('14: a hub that is killed while the broker lives: stale at once, and true when it is back', async () => {
  const operator = await anOperator();
  const before = await standing(operator);
  const lives = await timesLive(operator);
  await site.kill();
  await isStale(operator);
  // Kept by the broker's queue for a hub that is away.
  await other.say('ack', { id: `late-${Date.now()}`, incident: before.taken, answer: 'acknowledged' });
  await site.start();
  await isTrueAgain(operator, other, lives);
  assert.match((await pageShows(operator))[before.taken], /^acknowledged/);
  await isAsJournaled(operator);
  await operator.close();
});

test('2: two tabs of one account stay connected, and an acknowledge in one is in the other within a second', async () => {
  const context = await browser.newContext(tall);
  const [one, two] = [await operatorAt(await context.newPage()), await operatorAt(await context.newPage())];
  await standing(one);
  const incident = await radio.report(shooting());
  await two.row(incident).waitFor();
  await one.row(incident).getByRole('button', { name: 'Bevestigen' }).click();
  const pressed = Date.now();
  await until(async () => (await two.state(incident)) === 'acknowledged', 'acknowledged in the other tab');
  assert.ok(Date.now() - pressed < 1_000, `${Date.now() - pressed} ms`);
  for (const operator of [one, two]) {
    await until(async () => (await operator.state(incident)) === 'acknowledged', 'acknowledged in both');
    await operator.isLive();
    assert.equal(await timesLive(operator), 1, 'never lost its connection');
    assert.deepEqual(await pageShows(operator), await hubSays(other));
  }
  await context.close();
});

test('14: a tab in the background knows what is, and sounds', async () => {
  const plain = await new PlainBrowser().open('--autoplay-policy=no-user-gesture-required');
  try {
    const operator = await operatorAt(await plain.tab());
    const before = await standing(operator);
    await plain.tab();
    await until(() => operator.page.evaluate(() => document.visibilityState === 'hidden'), 'in the background');
    await happens(before);
    const incident = await radio.report(shooting());
    await until(async () => (await operator.tones()).some((tone) => tone.hertz === 1319), 'it sounds');
    assert.equal(await operator.state(incident), 'new');
    await other.does('ack', { incident, answer: 'acknowledged' });
    await until(async () => (await operator.state(incident)) === 'acknowledged', 'it is told in the background too');
    assert.deepEqual(await pageShows(operator), await hubSays(other));
    site.relay.cut();
    await isStale(operator);
    await until(async () => (await operator.tones()).some((tone) => tone.hertz === 330), 'the page itself sounds', 45_000);
    site.relay.mend();
  } finally {
    site.relay.mend();
    await plain.close();
  }
});

test('14: a page that the browser froze says so on its last picture, and is live when the hub has answered', async () => {
  const plain = await new PlainBrowser().open();
  try {
    const operator = await operatorAt(await plain.tab());
    const before = await standing(operator);
    const lives = await timesLive(operator);
    const devtools = await operator.page.context().newCDPSession(operator.page);
    await plain.tab();
    await until(() => operator.page.evaluate(() => document.visibilityState === 'hidden'), 'in the background');
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    const shown = await pageShows(operator);
    await happens(before);
    assert.deepEqual(await pageShows(operator), shown, 'it hears nothing');
    await isStale(operator);
    await operator.page.bringToFront();
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await isTrueAgain(operator, other, lives);
  } finally {
    await plain.close();
  }
});
