// What the page shows beside what the hub says, each as {incident: "state revision priority holder"}.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';

import { Centre, until } from './centre.mjs';

const standing = ['new', 'open', 'dispatched', 'en_route', 'on_scene', 'resolved'];

function stateOf(item) {
  if (item.status === 'resolved') return item.acked ? 'resolved' : 'ended';
  return item.acked ? 'acknowledged' : 'new';
}

const holderOf = (item) => item.claimed_by ?? item.escalations?.find((one) => one.acked_by !== '')?.acked_by ?? '';

// `asker`: a device that may know what the operator may.
export async function hubSays(asker) {
  const items = [];
  for (let after = ''; after !== undefined; ) {
    const page = await asker.ask({ ask: 'incidents', status: standing, limit: 200, after });
    items.push(...page.items);
    after = page.next;
  }
  return Object.fromEntries(items.map((item) => [item.incident, `${stateOf(item)} ${item.rev} ${item.priority} ${holderOf(item)}`]));
}

// A hub of its own with a broker of its own, for one question.
class Reader extends Centre {
  constructor() {
    super({ access: 'open' });
  }

  login() {
    return 'any';
  }
}

// What the journal says by itself: the hub is killed, and another reads a copy of its events, without the snapshots of its state.
export async function journalSays(centre) {
  await centre.kill();
  const reader = new Reader();
  try {
    const journal = join(centre.folder, 'journal');
    cpSync(journal, join(reader.folder, 'journal'), { recursive: true, filter: (file) => file !== join(journal, 'snapshots') });
    await reader.start();
    return await hubSays(await reader.device('console-2'));
  } finally {
    await reader.stop();
  }
}

// In the page: what it shows, and how it says it is. Each time that it becomes live is kept, with what it showed at that moment.
function watch() {
  const shown = () =>
    Object.fromEntries([...document.querySelectorAll('#alerts-list li[data-incident]')].map(({ dataset }) => [dataset.incident, `${dataset.state} ${dataset.rev} ${dataset.priority} ${dataset.holder}`]));
  const lives = [];
  let was = '';
  new MutationObserver(() => {
    const is = document.querySelector('.link')?.classList[1] ?? '';
    if (is === 'live' && was !== 'live') lives.push(shown());
    was = is;
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });
  globalThis.truth = { shown, lives };
}

export const watches = (page) => page.addInitScript(watch);
export const pageShows = (operator) => operator.page.evaluate(() => globalThis.truth.shown());
export const timesLive = (operator) => operator.page.evaluate(() => globalThis.truth.lives.length);

export async function isStale(operator) {
  await operator.page.locator('.link.stale').waitFor();
  assert.match(await operator.page.locator('.link').innerText(), /^NIET ACTUEEL sinds \d\d:\d\d:\d\d/);
  assert.match(await operator.page.locator('main').evaluate((main) => getComputedStyle(main).filter), /grayscale/);
}

// It is live again, and at its first moment as such it showed what the hub says; nothing happens in the centre meanwhile.
export async function isTrueAgain(operator, asker, before) {
  await until(async () => (await timesLive(operator)) > before, 'live again', 60_000);
  const said = await hubSays(asker);
  assert.deepEqual(await operator.page.evaluate((at) => globalThis.truth.lives[at], before), said);
  assert.deepEqual(await pageShows(operator), said);
}
