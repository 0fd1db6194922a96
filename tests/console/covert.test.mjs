// Behaviour 20 (docs/console.md), in a centre of its own: what sounds there is nobody else's.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Operator } from './centre.mjs';
import { desk, openDesk, shooting, vandalism } from './desk.mjs';

openDesk();

test('20: covert work is marked for the cleared, never heard, said or on the wall, and nothing of it is on the wire of others', async () => {
  const [cleared, other] = [await Operator.at(desk.centre, desk.browser, 'opco-1'), await Operator.at(desk.centre, desk.browser, 'console-1')];
  const chief = await desk.centre.device('coord-ondermijning-1');
  const title = await cleared.page.title();
  const incident = await chief.report(shooting({ covert: true, text: 'stil werk', area: 'Geheimpark' }));
  await cleared.row(incident).getByText('HEIMELIJK').waitFor();
  assert.equal(await cleared.page.title(), title, 'it is not counted where all can read it');
  await cleared.goTo('teams');
  const after = await desk.radio.report(vandalism({ area: 'Open veld' })); // what comes behind it was told behind it
  await cleared.page.getByRole('status').getByText('Open veld').waitFor();
  await other.row(after).waitFor();
  assert.equal(await cleared.page.getByText('Geheimpark').count(), 0, 'it is not said');
  assert.deepEqual((await cleared.tones()).filter((tone) => tone.hertz === 1319), [], 'it is not heard');
  await cleared.goTo('wall');
  await cleared.page.getByText('Open veld').waitFor();
  assert.equal(await cleared.page.getByText('Geheimpark').count(), 0, 'it is not on the wall');
  const wire = [...other.sent, ...other.received];
  for (const word of ['/covert/', incident, 'stil werk', 'Geheimpark']) assert.ok(wire.every((frame) => !frame.includes(word)), word);
  assert.ok(cleared.received.some((frame) => frame.includes(incident)), 'the wire is what is looked at');
  await Promise.all([cleared.close(), other.close()]);
});
