import { expect, test } from 'vitest';

import { alertOf, escalationOf, noon } from './samples';
import { stateOf, waitsAfter } from './shown_state';

test('the state shown follows from whether it goes on and whether somebody took it', () => {
  expect(stateOf(alertOf({ incident: 'a' }), noon)).toBe('new');
  expect(stateOf(alertOf({ incident: 'a', acked: true }), noon)).toBe('acknowledged');
  expect(stateOf(alertOf({ incident: 'a', status: 'resolved' }), noon)).toBe('ended');
  expect(stateOf(alertOf({ incident: 'a', status: 'resolved', acked: true }), noon)).toBe('resolved');
});

test('acknowledged without anybody at work is waiting after its time', () => {
  const alert = alertOf({ incident: 'a', acked: true, escalations: [escalationOf({ acked_by: 'console-1', acked_at: noon })] });
  expect(stateOf(alert, noon + waitsAfter - 1)).toBe('acknowledged');
  expect(stateOf(alert, noon + waitsAfter)).toBe('waiting');
  expect(stateOf({ ...alert, teams: ['it-overlast'] }, noon + waitsAfter)).toBe('acknowledged');
});
