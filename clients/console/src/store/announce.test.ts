import { expect, test } from 'vitest';

import type { Alert } from '../model/messages';
import { announce, noAnnouncements } from './announce';
import { alertOf } from './samples';

const known = (...alerts: Alert[]) => new Map(alerts.map((alert) => [alert.incident, alert]));

test('what stood there already is no news; what comes is, and what is raised anew', () => {
  const stood = announce(noAnnouncements, known(alertOf({ incident: 'a' })), false, false);
  expect(stood.others).toEqual([]);
  const came = announce(stood, known(alertOf({ incident: 'a' }), alertOf({ incident: 'b' }), alertOf({ incident: 'c', priority: 1 })), true, false);
  expect([came.urgent, came.others]).toEqual([['c'], ['b']]);
  expect(announce(came, known(alertOf({ incident: 'a', raised: 2 })), true, false).others).toEqual(['a']);
});

test('in a flood only priority 1 is said', () => {
  const said = announce(noAnnouncements, known(alertOf({ incident: 'b' }), alertOf({ incident: 'c', priority: 1 })), true, true);
  expect([said.urgent, said.others]).toEqual([['c'], []]);
});

test('covert work is never said, and what somebody took no longer', () => {
  expect(announce(noAnnouncements, known(alertOf({ incident: 'b', covert: true })), true, false).others).toEqual([]);
  const said = announce(noAnnouncements, known(alertOf({ incident: 'b' })), true, false);
  expect(announce(said, known(alertOf({ incident: 'b', acked: true })), true, false).others).toEqual([]);
});
