// One connection to the broker over WebSocket, made again for ever when it is lost. It knows bytes and topics, and nothing of incidents.
import mqtt, { type MqttClient } from 'mqtt';

import type { Packet } from '../store/centre';

export interface Login {
  readonly account: string;
  readonly password: string; // empty = an open broker
}

export interface BrokerEvents {
  connected(): void;
  // `refused`: the broker said no to this login, and is not asked again by itself.
  lost(why: string, refused: boolean): void;
  packet(packet: Packet): void;
}

export interface BrokerSettings {
  readonly url: string;
  readonly root: string;
  readonly tab: string; // tells the tabs of one account apart
  readonly session: number; // of its presence, ms since the Unix epoch
}

const keepalive = 15; // seconds: the broker misses a page that sleeps after 1.5 of them
const connectWithin = 8_000; // ms
const againAfter = [250, 500, 1_000, 2_000, 4_000, 8_000]; // ms, then the last one again and again
const refusals = new Set([4, 5, 134, 135]); // CONNACK: bad user name or password, not authorised; of MQTT 3.1.1 and 5

export class Broker {
  private client: MqttClient | undefined;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isClosed = false;

  constructor(
    private readonly settings: BrokerSettings,
    private readonly login: Login,
    private readonly events: BrokerEvents,
  ) {
    this.connect();
  }

  get isConnected(): boolean {
    return this.client?.connected === true;
  }

  subscribe(topics: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.client === undefined) return reject(new Error('not connected'));
      this.client.subscribe([...topics], { qos: 1 }, (error) => (error ? reject(error) : resolve()));
    });
  }

  // What was not confirmed when the connection ended is whoever sent it's to send again.
  publish(kind: string, body: string, { qos = 1, retain = false }: { qos?: 0 | 1; retain?: boolean } = {}): void {
    if (!this.isConnected) return;
    this.client?.publish(`${this.settings.root}/up/${this.login.account}/${kind}`, body, { qos, retain });
  }

  // Now, not when the next try is due: the page woke up, or the network is back.
  hurry(): void {
    if (this.isClosed || this.isConnected) return;
    this.tries = 0;
    this.connect();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.drop();
  }

  private presence(state: 'online' | 'offline', reason?: string): string {
    return JSON.stringify({ state, session: this.settings.session, ...(reason === undefined ? {} : { reason }) });
  }

  sayPresent(): void {
    this.publish('presence', this.presence('online'), { retain: true });
  }

  saySignedOff(): void {
    this.publish('presence', this.presence('offline', 'signed_off'), { retain: true });
  }

  private drop(): void {
    this.client?.removeAllListeners();
    // A late error of a connection that nobody has any more is nobody's concern.
    this.client?.on('error', () => undefined);
    this.client?.end(true);
    this.client = undefined;
  }

  private connect(): void {
    clearTimeout(this.timer);
    this.drop();
    const { url, root, tab } = this.settings;
    const { account, password } = this.login;
    const client = mqtt.connect(url, {
      clientId: `${account}.${tab}`,
      username: account,
      ...(password === '' ? {} : { password }),
      protocolVersion: 4,
      clean: true,
      keepalive,
      connectTimeout: connectWithin,
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
      timerVariant: 'auto',
      will: { topic: `${root}/up/${account}/presence`, payload: this.presence('offline') as unknown as Buffer, qos: 1, retain: true },
    });
    this.client = client;
    let why = '';
    let refused = false;
    client.on('connect', () => {
      this.tries = 0;
      this.events.connected();
    });
    client.on('message', (topic, payload, packet) => this.events.packet({ topic, payload, retained: packet.retain }));
    client.on('error', (error) => {
      why = error.message;
      refused = 'code' in error && typeof error.code === 'number' && refusals.has(error.code);
    });
    client.on('close', () => {
      if (this.client !== client || this.isClosed) return;
      this.drop();
      this.events.lost(why, refused);
      if (!refused) this.again();
    });
  }

  private again(): void {
    const pause = againAfter[Math.min(this.tries, againAfter.length - 1)] ?? 8_000;
    ++this.tries;
    // Not all consoles at the same moment.
    this.timer = setTimeout(() => this.connect(), pause * (0.75 + Math.random() / 2));
  }
}
