// Behaviour 16 (docs/console.md), in a centre where nothing else sounds: sound and light are proved.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Operator, until } from './centre.mjs';
import { desk, openDesk } from './desk.mjs';

openDesk();

test('16: a drill goes the whole way and proves sound and light, calls nobody, and is closed again', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  const other = await Operator.at(desk.centre, desk.browser, 'console-2');
  const heard = desk.radio.heard.length;
  await operator.goTo('shift');
  await operator.press('Dienst beginnen');
  await operator.page.getByText('Uw dienst is begonnen.').waitFor();
  await operator.press('Proef geluid en licht');
  const told = operator.page.locator('[data-proof=proved]');
  await told.waitFor();
  const times = [...(await told.innerText()).matchAll(/na (\d+\.\d\d) s/g)].map((match) => Number(match[1]));
  assert.ok(times.length === 3 && times.every((time) => time > 0 && time < 10), String(times));
  assert.ok((await operator.tones()).some((tone) => tone.hertz === 1319), 'as the most urgent sounds');
  const asked = JSON.parse(desk.centre.paraat('query', 'incidents', '--json', '--as', 'console-1', '--password-file', desk.centre.passwordFile('console-1')));
  await until(async () => (await operator.page.locator('article li[data-incident]').count()) === 0, 'closed again');
  assert.ok(asked.items.filter((item) => item.exercise).every((item) => item.escalation === undefined), 'it calls nobody');
  assert.deepEqual(desk.radio.heard.slice(heard).filter((one) => one.topic.includes('/notice/')), [], 'nobody was asked');
  assert.deepEqual((await other.tones()).filter((tone) => tone.hertz === 1319), [], 'no other desk sounds');
  await Promise.all([operator.close(), other.close()]);
});

test('16: a proof of which nothing comes back fails loudly within ten seconds', async () => {
  const operator = await Operator.at(desk.centre, desk.browser, 'console-1');
  await operator.goTo('shift');
  operator.holds = (message) => message.includes('/receipt') || message.includes('/alert/');
  await operator.press('Proef geluid en licht');
  const failure = operator.page.getByRole('alert').filter({ hasText: 'PROEF MISLUKT' });
  await failure.getByText('De hub antwoordde niet binnen 10 s').waitFor();
  await until(async () => (await operator.tones()).some((tone) => tone.hertz === 330), 'it cries');
  operator.letGo();
  await operator.press('Gezien, stil');
  await operator.close();
});
