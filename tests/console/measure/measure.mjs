// Measures the numbers of the console (docs/console.md) with the hub, broker and page as shipped, in Debian's Chromium:
//   node measure/measure.mjs [latency] [load] [shift]
// One line of JSON for each; the machine should be idle. Exit code 1: a goal was missed.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Centre, Operator, openBrowser, source, until } from '../centre.mjs';

const units = 2_000;
const alerts = Number(process.env.ALERTS ?? 5_000);
const moveEvery = 30; // s, each unit
const perTeam = 50;

const at = (part, of) => of.toSorted((a, b) => a - b)[Math.min(of.length - 1, Math.floor(part * of.length))];
const quantiles = (of) => ({ p50_ms: at(0.5, of), p95_ms: at(0.95, of), most_ms: at(1, of), count: of.length });
// No two within the distance in which reports join.
const place = (n) => ({ lat: 51.2 + 0.01 * (n % 100), lon: 4.0 + 0.02 * Math.floor(n / 100) });

// The shipped configuration with so many units more, in teams of fifty.
function largeConfiguration() {
  const folder = mkdtempSync(join(tmpdir(), 'paraat-measure-'));
  cpSync(join(source, 'config'), folder, { recursive: true });
  const file = join(folder, 'organisation.toml');
  let more = '';
  for (let n = 0; n < units; n += perTeam) more += `\n[[team]]\nname = "many-${n}"\nlabel = "Team ${n}"\ndivision = "dvl"\n`;
  for (let n = 0; n < units; ++n) more += `\n[[account]]\nname = "unit-${n}"\nunit = true\nteam = "many-${n - (n % perTeam)}"\n`;
  writeFileSync(file, readFileSync(file, 'utf8') + more);
  return folder;
}

class Measured {
  static async start() {
    const measured = new Measured();
    measured.folder = largeConfiguration();
    // One connection speaks for all units.
    measured.centre = await new Centre({ config: join(measured.folder, 'hub.toml'), access: 'open' }).start();
    measured.browser = await openBrowser('--js-flags=--expose-gc');
    measured.radio = await measured.centre.device('radio-7');
    return measured;
  }

  async stop() {
    await this.browser?.close();
    await this.centre?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  // Nobody stands between the page and the broker.
  async operator(prepare) {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'nl-NL' });
    const operator = new Operator(await context.newPage(), 'console-1');
    await prepare(operator.page);
    await operator.login(this.centre);
    return operator;
  }

  as(unit, kind, fields) {
    return this.radio.client.publishAsync(`oov/up/${unit}/${kind}`, JSON.stringify(fields), { qos: kind === 'beacon' ? 0 : 1 });
  }

  end(incident, id) {
    return this.as('console-1', 'command', { id: `close-${id}`, do: 'close', incident, acknowledge: true });
  }
}

// In the page: when each row was first painted, and how long each key took to the next paint.
function watchPage() {
  globalThis.painted = {};
  globalThis.keys = [];
  const note = () => {
    for (const row of document.querySelectorAll('#alerts-list li[data-incident]')) {
      const incident = row.dataset.incident;
      if (incident in globalThis.painted) continue;
      globalThis.painted[incident] = 0;
      // Two frames: behind the second one the first is on the screen.
      requestAnimationFrame(() => requestAnimationFrame(() => (globalThis.painted[incident] = Date.now())));
    }
  };
  new MutationObserver(note).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-incident'] });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown') globalThis.keys.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });
}

async function latency(measured) {
  const operator = await measured.operator((page) => page.addInitScript(watchPage));
  const took = [];
  for (let n = 0; n < 200; ++n) {
    const from = Date.now();
    const incident = await measured.radio.report({ category: 'shooting', severity: 'extreme', text: `nummer ${n}`, ...place(9_000 + n) });
    const painted = await until(() => operator.page.evaluate((id) => globalThis.painted[id], incident), `a row of ${incident}`);
    took.push(painted - from);
    await measured.end(incident, `l${n}`);
  }
  await operator.close();
  return { what: 'published to painted', goal_p95_ms: 300, ...quantiles(took) };
}

async function load(measured) {
  for (let n = 0; n < alerts; ++n) {
    await measured.as('radio-7', 'report', { id: `m${n}`, category: n % 20 === 0 ? 'shooting' : 'vandalism', text: `melding ${n}`, ...place(n) });
  }
  for (let n = 0; n < units; ++n) await measured.as(`unit-${n}`, 'status', { id: 's1', status: 'available' });
  const operator = await measured.operator((page) => page.addInitScript(watchPage));
  const header = operator.page.locator('[data-count=open]');
  await until(async () => Number(/\d+/.exec((await header.textContent()).replace(/[.\s]/g, ""))[0]) >= alerts, `${alerts} open alerts`, 300_000);
  let moved = 0;
  const moving = setInterval(() => {
    for (let n = 0; n < units / moveEvery / 10; ++n, ++moved) {
      void measured.as(`unit-${moved % units}`, 'beacon', { sent_at: Date.now(), lat: 51.5 + 0.0001 * (moved % 977), lon: 4.5, accuracy_m: 10, battery_pct: 80 });
    }
  }, 100);
  const places = {};
  try {
    for (const [name, go] of Object.entries(hands)) {
      const keys = await go(operator.page);
      await operator.page.evaluate(() => (globalThis.keys = []));
      for (const key of keys) await operator.page.keyboard.press(key, { delay: 20 });
      const told = await operator.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(globalThis.keys)))));
      // Those that took less than 16 ms are not told.
      places[name] = quantiles([...told, ...Array.from({ length: Math.max(0, keys.length - told.length) }, () => 16)]);
    }
  } finally {
    clearInterval(moving);
  }
  const heap = await heapOf(operator.page);
  await operator.close();
  const worst = Math.max(...Object.values(places).map((place) => place.p95_ms));
  return { what: 'key to paint', goal_p95_ms: 100, p95_ms: worst, alerts, units, moves: moved, heap_mb: Math.round(heap / 1e6), ...places };
}

// Where an operator presses keys, and which.
const hands = {
  async list(page) {
    await page.locator('#alerts-list').focus();
    return Array.from({ length: 200 }, (_, n) => (n % 40 < 30 ? 'j' : 'k'));
  },
  async search(page) {
    await page.keyboard.press('/');
    return [...'melding 4711'.repeat(4)].map((letter) => (letter === ' ' ? 'Space' : letter));
  },
  async map(page) {
    await page.locator('#search').fill('');
    await page.locator('header > nav a[href="#/map"]').click();
    await page.locator('.maplibregl-canvas').focus();
    return Array.from({ length: 60 }, (_, n) => ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', '=', '-'][n % 6]);
  },
  async teams(page) {
    await page.keyboard.press('Escape'); // a chosen incident leaves out who is not at work on it
    await page.locator('header > nav a[href="#/teams"]').click();
    await page.locator('[data-unit=unit-1]').waitFor();
    return Array.from({ length: 60 }, () => 'Tab');
  },
  async orders(page) {
    await page.locator('header > nav a[href="#/orders"]').click();
    await page.locator('main textarea').first().focus();
    return [...'rij naar de markt'.repeat(4)].map((letter) => (letter === ' ' ? 'Space' : letter));
  },
  async report(page) {
    await page.locator('header > nav a[href="#/report"]').click();
    await page.locator('main textarea').first().focus();
    return [...'rij naar de markt'.repeat(4)].map((letter) => (letter === ' ' ? 'Space' : letter));
  },
};

async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

// Twelve hours of a busy night, each in as long as its messages take: sixty alerts that come, are taken and closed, and
// units that move. The page's clock goes an hour on with each.
async function shift(measured) {
  const operator = await measured.operator((page) => page.clock.install());
  const heaps = [];
  for (let hour = 0; hour < 12; ++hour) {
    for (let n = 0; n < 60; ++n) {
      const incident = await measured.radio.report({ category: 'vandalism', text: `uur ${hour}, nummer ${n}`, ...place(6_000 + n) });
      await operator.row(incident).waitFor({ state: 'attached' });
      for (let m = 0; m < 20; ++m) await measured.as(`unit-${m}`, 'beacon', { sent_at: Date.now(), lat: 51.5 + 0.001 * n, lon: 4.5 });
      await measured.end(incident, `${hour}-${n}`);
      await operator.row(incident).waitFor({ state: 'detached' });
    }
    await operator.page.clock.fastForward(3_600_000);
    heaps.push(await heapOf(operator.page));
  }
  await operator.close();
  // The first hours fill what is kept for good.
  const growth = heaps.at(-1) / heaps[3];
  return { what: 'heap over twelve hours', goal_growth: 1.1, growth: Number(growth.toFixed(3)), heaps_mb: heaps.map((heap) => Number((heap / 1e6).toFixed(1))) };
}

const measures = { latency, load, shift };
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in measures));
if (unknown !== undefined) {
  console.error(`there is no "${unknown}"; there are ${Object.keys(measures).join(', ')}`);
  process.exit(64);
}
let missed = false;
for (const [name, measure] of Object.entries(measures)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const measured = await Measured.start();
  try {
    const told = await measure(measured);
    missed ||= told.p95_ms > told.goal_p95_ms || told.growth > told.goal_growth;
    console.log(JSON.stringify({ name, ...told }));
  } finally {
    await measured.stop();
  }
}
process.exit(missed ? 1 : 0);
