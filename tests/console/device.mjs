// A client of the broker as a radio or a system is one.
import { until } from './until.mjs';

let numbers = 0;

export class Device {
  constructor(account, client) {
    this.account = account;
    this.client = client;
    this.heard = [];
  }

  async listen() {
    this.client.on('message', (topic, payload) => this.heard.push({ topic, body: payload.length === 0 ? undefined : payload.toString() }));
    await this.client.subscribeAsync([`oov/down/${this.account}/receipt`, `oov/down/${this.account}/result`, `oov/json/down/${this.account}/#`], { qos: 1 });
    return this;
  }

  say(kind, fields) {
    return this.client.publishAsync(`oov/up/${this.account}/${kind}`, JSON.stringify(fields), { qos: 1 });
  }

  // Sends it and gives its receipt.
  async input(kind, fields) {
    const id = `t${++numbers}`;
    await this.say(kind, { id, ...fields });
    return until(() => this.heard.filter((one) => one.topic.endsWith('/receipt')).map((one) => JSON.parse(one.body)).find((one) => one.id === id), `receipt of ${id}`);
  }

  // Its answer.
  async ask(fields) {
    const id = `t${++numbers}`;
    await this.say('query', { id, ...fields });
    return until(() => this.heard.filter((one) => one.topic.endsWith('/result')).map((one) => JSON.parse(one.body)).find((one) => one.id === id), `answer to ${fields.ask}`);
  }

  // What is refused fails.
  async does(kind, fields) {
    const receipt = await this.input(kind, fields);
    if (!receipt.accepted) throw new Error(`${this.account}: ${kind} ${JSON.stringify(fields)}: ${receipt.error}`);
    return receipt;
  }

  // The id of the incident.
  async report(fields) {
    return (await this.does('report', fields)).incident;
  }
}
