// A device in Node.js (npm install mqtt): sends a report until its receipt is there, then waits for a notice and acknowledges it.
// From the environment: HOST, PORT, ACCOUNT, PASSWORD (for a broker with accounts), CATEGORY, WAIT_S (for a notice, 0 = not at all).
// Exits 0, 1 when the report is refused for good, 75 when nobody answered.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

const { env } = process;
// Where the packages are when they are not beside this file.
const require = createRequire(env.NPM_PREFIX ? `${env.NPM_PREFIX}/package.json` : import.meta.url);
const mqtt = require('mqtt');

const account = env.ACCOUNT ?? 'radio-7';
const session = Date.now();
const presence = (state, more = {}) => JSON.stringify({ state, session, ...more });
const waiting = new Set();

const client = mqtt.connect({
  host: env.HOST ?? '127.0.0.1',
  port: Number(env.PORT ?? 1883),
  protocolVersion: 4,
  clientId: `${account}.example`,
  clean: false,
  resubscribe: false,
  ...(env.PASSWORD && { username: account, password: env.PASSWORD }),
  will: { topic: `oov/up/${account}/presence`, payload: presence('offline'), qos: 1, retain: true },
});
client.on('message', (topic, payload) => {
  // An empty message takes back what was retained.
  if (payload.length === 0) return;
  for (const one of [...waiting]) one(topic, JSON.parse(payload.toString()));
});

function waitFor(fits, seconds) {
  return new Promise((resolve) => {
    const done = (message) => {
      waiting.delete(look);
      clearTimeout(timer);
      resolve(message);
    };
    const look = (topic, message) => fits(topic, message) && done(message);
    const timer = setTimeout(() => done(null), seconds * 1000);
    waiting.add(look);
  });
}

// The same bytes go again while no receipt comes: the hub knows the id, and makes nothing new.
async function sendUntilAnswered(kind, body) {
  const payload = JSON.stringify(body);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const answer = waitFor((topic, message) => topic.endsWith('/receipt') && message.id === body.id, 5);
    client.publish(`oov/up/${account}/${kind}`, payload, { qos: 1 });
    const receipt = await answer;
    if (receipt && !receipt.retry) return receipt;
    await pause(receipt ? receipt.retry_after_ms : Math.min(2 ** attempt, 60) * 1000 * Math.random());
  }
  console.error('the hub did not answer: keep the message, and send it again later');
  process.exit(75);
}

// At each connection: a session may be new, and who subscribes gets what is retained.
client.on('connect', () => {
  client.publish(`oov/up/${account}/presence`, presence('online'), { qos: 1, retain: true });
});
await new Promise((resolve) => client.once('connect', resolve));
const notices = waitFor((topic) => topic.includes('/notice/'), Number(env.WAIT_S ?? 0));
await client.subscribeAsync([`oov/down/${account}/receipt`, `oov/json/down/${account}/notice/+`], { qos: 1 });

const receipt = await sendUntilAnswered('report', {
  id: randomUUID(), sent_at: Date.now(), category: env.CATEGORY ?? 'theft', text: 'seen from the van', lat: 51.92, lon: 4.48, accuracy_m: 10,
});
console.log(JSON.stringify(receipt));
if (receipt.accepted) {
  const notice = await notices;
  if (notice) {
    console.log(JSON.stringify(notice));
    const ack = { id: randomUUID(), incident: notice.incident, rev: notice.rev, answer: 'acknowledged' };
    console.log(JSON.stringify(await sendUntilAnswered('ack', ack)));
  }
} else {
  process.exitCode = 1;
}

// Said, not lost: this presence is no lost connection.
await client.publishAsync(`oov/up/${account}/presence`, presence('offline', { reason: 'signed_off' }), { qos: 1, retain: true });
await client.endAsync();
