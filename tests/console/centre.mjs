// A hub with its broker, as it is shipped, on ports that it takes itself; and operators in a real browser.
import { spawn, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, openSync, closeSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import mqtt from 'mqtt';
import { chromium } from 'playwright-core';

import { Device } from './device.mjs';
import { until } from './until.mjs';

export { until };

export const source = join(dirname(fileURLToPath(import.meta.url)), '../..');
const bin = process.env.PARAAT_BIN ?? join(source, 'build/bin');
const portFlags = { broker: '--broker-port', websocket: '--broker-websocket-port', admin: '--admin-port' };
const accounts = ['console-1', 'console-2', 'opco-1', 'coord-ondermijning-1', 'radio-7', 'radio-8', 'radio-9'];

export class Centre {
  // `access` "open": whoever connects may speak for anybody. `areas`: GeoJSON, named polygons of the rules.
  constructor({ config = join(source, 'config/hub.toml'), access = 'accounts', areas } = {}) {
    this.config = config;
    this.access = access;
    this.folder = mkdtempSync(join(tmpdir(), 'paraat-console-'));
    this.log = join(this.folder, 'hub.log');
    this.passwords = new Map();
    this.devices = new Map();
    this.ports = { broker: 0, websocket: 0, admin: 0 };
    if (areas !== undefined) this.name(areas);
  }

  name(areas) {
    this.rules = join(this.folder, 'rules');
    cpSync(join(source, 'config/rules'), this.rules, { recursive: true });
    writeFileSync(join(this.rules, 'areas.geojson'), JSON.stringify(areas));
  }

  environment() {
    return {
      ...process.env,
      PARAAT_JOURNAL_DIRECTORY: join(this.folder, 'journal'),
      PARAAT_ACCESS_DIRECTORY: join(this.folder, 'access'),
      PARAAT_BROKER_ACCESS: this.access,
      PARAAT_CONSOLE_DIRECTORY: join(source, 'build/console'),
      ...(this.rules === undefined ? {} : { PARAAT_RULES_DIRECTORY: this.rules }),
      ...(this.access === 'open' ? {} : { PARAAT_BROKER_PASSWORD: 'the-hub-of-a-test-and-of-nothing-else' }),
      ...(this.ports.broker === 0 ? {} : { PARAAT_BROKER_PORT: String(this.ports.broker) }),
      HOME: this.folder,
    };
  }

  // The ports of the first start stay: a page finds the hub again where it was. Logins are there before it: it looks for new ones now and then.
  async start() {
    for (const account of accounts) this.login(account);
    const log = openSync(this.log, 'a');
    this.hub = spawn(join(bin, 'paraat-hub'), ['--config', this.config, ...Object.entries(this.ports).flatMap(([name, port]) => [portFlags[name], String(port)])], { env: this.environment(), stdio: ['ignore', log, log] });
    closeSync(log);
    this.ended = new Promise((resolve) => this.hub.once('exit', resolve));
    const port = (what) => Number(new RegExp(`^  ${what} +\\S+?:(\\d+)(/|$)`, 'm').exec(readFileSync(this.log, 'utf8'))?.[1] ?? 0);
    await until(() => {
      if (this.hub.exitCode !== null) throw new Error(`the hub ended:\n${readFileSync(this.log, 'utf8')}`);
      this.ports.broker ||= port('broker');
      this.ports.admin ||= port('health');
      return this.ports.broker > 0 && this.ports.admin > 0;
    }, 'the hub says its ports');
    this.url = `http://127.0.0.1:${this.ports.admin}/`;
    await until(async () => (await fetch(`${this.url}readyz`).catch(() => undefined))?.ok, 'the hub is ready');
    const said = await (await fetch(`${this.url}console.json`)).json();
    this.ports.websocket = Number(new URL(said.websocket).port);
    return this;
  }

  async kill(signal = 'SIGKILL') {
    this.hub.kill(signal);
    await this.ended;
  }

  async stop() {
    await this.hangUp();
    if (this.hub?.exitCode === null && this.hub.signalCode === null) await this.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  paraat(...words) {
    return execFileSync(join(bin, 'paraat'), words, { env: this.environment(), cwd: source, encoding: 'utf8' });
  }

  login(account) {
    if (!this.passwords.has(account)) this.passwords.set(account, JSON.parse(this.paraat('admin', 'password', account, '--json')).password);
    return this.passwords.get(account);
  }

  passwordFile(account) {
    const file = join(this.folder, `password-${account}`);
    writeFileSync(file, this.login(account), { mode: 0o600 });
    return file;
  }

  // A device, one for each account: two would throw each other out. What it hears is in `heard`, by topic without `oov/`.
  device(account) {
    if (!this.devices.has(account)) this.devices.set(account, this.connect(account));
    return this.devices.get(account);
  }

  async hangUp() {
    for (const device of this.devices.values()) (await device).client.end(true);
    this.devices.clear();
  }

  async connect(account) {
    const client = mqtt.connect(`mqtt://127.0.0.1:${this.ports.broker}`, { clientId: `${account}.test`, username: account, password: this.login(account), protocolVersion: 4 });
    await new Promise((resolve, reject) => client.once('connect', resolve).once('error', reject));
    return new Device(account, client).listen();
  }
}

export async function openBrowser(...flags) {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', ...flags] });
}

// In the page: each tone that it makes, as its pitch.
export function countTones() {
  globalThis.tones = [];
  globalThis.volumes = [];
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (...to) {
    if (this instanceof GainNode) setTimeout(() => globalThis.volumes.push(this.gain.value));
    return connect.apply(this, to);
  };
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () {
    const oscillator = make.call(this);
    const start = oscillator.start;
    oscillator.start = function (...when) {
      globalThis.tones.push({ hertz: oscillator.frequency.value, at: Date.now() });
      return start.apply(this, when);
    };
    return oscillator;
  };
}

// An operator before the page, logged in. `requests` is all that the browser asked for, `frames` what it sent to the broker.
export class Operator {
  // `prepare`: what is to be done with the page before it opens.
  static async at(centre, browser, account, settings = {}, prepare = async () => undefined) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'nl-NL', ...settings });
    return Operator.before(await context.newPage(), centre, account, async (page, operator) => {
      await operator.standBetween();
      await prepare(page);
    });
  }

  // With the page's own connections, nobody in between.
  static async before(page, centre, account, prepare = async () => undefined) {
    const operator = new Operator(page, account);
    await operator.listen();
    await prepare(page, operator);
    await operator.login(centre);
    return operator;
  }

  constructor(page, account) {
    this.page = page;
    this.account = account;
    this.requests = [];
    this.sent = [];
    this.received = [];
    this.faults = [];
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('websocket', (socket) => {
      this.requests.push(socket.url());
      socket.on('framesent', ({ payload }) => this.sent.push(Buffer.from(payload)));
      socket.on('framereceived', ({ payload }) => this.received.push(Buffer.from(payload)));
    });
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && this.faults.push(message.text()));
  }

  // Between page and broker, to cut the line and to hold back what comes.
  async standBetween() {
    this.isCut = false;
    this.holds = () => false;
    this.held = [];
    await this.page.routeWebSocket(/:\d+\/mqtt$/, (socket) => {
      if (this.isCut) return void socket.close();
      const server = socket.connectToServer();
      this.line = { socket, server };
      socket.onMessage((message) => {
        this.sent.push(Buffer.from(message));
        server.send(message);
      });
      server.onMessage((message) => {
        if (this.holds(Buffer.from(message))) return void this.held.push(message);
        socket.send(message);
      });
    });
  }

  cut() {
    this.isCut = true;
    this.line.server.close();
    this.line.socket.close();
  }

  mend() {
    this.isCut = false;
  }

  letGo() {
    this.holds = () => false;
    for (const message of this.held.splice(0)) this.line.socket.send(message);
  }

  listen() {
    return this.page.addInitScript(countTones);
  }

  volumes() {
    return this.page.evaluate(() => globalThis.volumes);
  }

  tones() {
    return this.page.evaluate(() => globalThis.tones);
  }

  async login(centre) {
    this.centre = centre;
    await this.page.goto(centre.url);
    await this.page.fill('input[name=username]', this.account);
    if (centre.access !== 'open') await this.page.fill('input[name=password]', centre.login(this.account));
    await this.page.click('form button[type=submit], form button:not([type])');
    await this.page.locator('#alerts-list').waitFor();
    await this.isLive();
  }

  goTo(place) {
    return this.page.goto(`${this.centre.url}#/${place}`);
  }

  isLive() {
    return this.page.locator('.link.live').waitFor();
  }

  row(incident) {
    return this.page.locator(`li[data-incident="${incident}"]`);
  }

  press(name) {
    return this.page.getByRole('button', { name, exact: true }).first().click();
  }

  // Chooses an incident; gives its panel.
  async choose(incident) {
    await this.row(incident).locator('.what').click();
    const panel = this.page.locator(`section[data-incident="${incident}"]`);
    await panel.waitFor();
    return panel;
  }

  incidents() {
    return this.page.locator('#alerts-list li[data-incident]').evaluateAll((rows) => rows.map((row) => row.dataset.incident));
  }

  state(incident) {
    return this.row(incident).getAttribute('data-state');
  }

  close() {
    return this.page.context().close();
  }
}
