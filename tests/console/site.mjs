// A hub beside a broker that is not its own, and a wire before it: each of the three can fail by itself.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Centre, until } from './centre.mjs';
import { Relay } from './relay.mjs';

// Ports that were free a moment ago.
async function freePorts(count) {
  const probes = await Promise.all(
    Array.from({ length: count }, () => new Promise((resolve) => {
      const probe = net.createServer().listen(0, '127.0.0.1', () => resolve(probe));
    })),
  );
  const ports = probes.map((probe) => probe.address().port);
  for (const probe of probes) probe.close();
  return ports;
}

const answers = (port) =>
  new Promise((resolve) => {
    const probe = net.connect(port, '127.0.0.1', () => resolve(probe.destroy() !== undefined)).on('error', () => resolve(false));
  });

class SiteBroker {
  async open() {
    [this.port, this.websocket] = await freePorts(2);
    this.folder = mkdtempSync(join(tmpdir(), 'paraat-broker-'));
    chmodSync(this.folder, 0o777);
    writeFileSync(join(this.folder, 'mosquitto.conf'), `allow_anonymous true\nlistener ${this.port} 127.0.0.1\nlistener ${this.websocket} 127.0.0.1\nprotocol websockets\n`);
    return this.start();
  }

  async start() {
    this.process = spawn('mosquitto', ['-c', join(this.folder, 'mosquitto.conf')], { stdio: 'ignore' });
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
    await until(async () => (await answers(this.port)) && answers(this.websocket), 'the broker takes connections');
    return this;
  }

  async kill() {
    this.process.kill('SIGKILL');
    await this.ended;
  }

  async close() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// The broker keeps nothing over its death: all that it retains comes from the hub again.
export class Site extends Centre {
  static async open() {
    const site = new Site();
    site.broker = await new SiteBroker().open();
    site.relay = await new Relay(() => site.broker.websocket).open();
    site.ports.broker = site.broker.port;
    site.ports.websocket = site.broker.websocket;
    return site.start();
  }

  environment() {
    const { PARAAT_BROKER_PASSWORD: _, ...rest } = super.environment();
    return { ...rest, PARAAT_BROKER_ADDRESS: '127.0.0.1', PARAAT_CONSOLE_WEBSOCKET: `ws://127.0.0.1:${this.relay.port}/mqtt` };
  }

  // This broker lets in everybody.
  login() {
    return 'any';
  }

  async stop() {
    await super.stop();
    this.relay.close();
    await this.broker.close();
  }
}
