import { expect, test } from 'vitest';

import { alertOf, escalationOf, noon } from './samples';
import { noPatience } from './patience';
import { stateOf } from './shown_state';

const waitsAfter = 180_000;
const patience = new Map([['serious-threat', waitsAfter]]);

test('the state shown follows from whether it goes on and whether somebody took it', () => {
  expect(stateOf(alertOf({ incident: 'a' }), noon, noPatience)).toBe('new');
  expect(stateOf(alertOf({ incident: 'a', acked: true }), noon, noPatience)).toBe('acknowledged');
  expect(stateOf(alertOf({ incident: 'a', status: 'resolved' }), noon, noPatience)).toBe('ended');
  expect(stateOf(alertOf({ incident: 'a', status: 'resolved', acked: true }), noon, noPatience)).toBe('resolved');
});

test('acknowledged without anybody at work is waiting after its time', () => {
  const alert = alertOf({ incident: 'a', acked: true, escalations: [escalationOf({ acked_by: 'console-1', acked_at: noon })] });
  expect(stateOf(alert, noon + waitsAfter - 1, patience)).toBe('acknowledged');
  expect(stateOf(alert, noon + waitsAfter, patience)).toBe('waiting');
  expect(stateOf({ ...alert, teams: ['it-overlast'] }, noon + waitsAfter, patience)).toBe('acknowledged');
});
