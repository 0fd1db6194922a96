import { expect, test } from 'vitest';

import { encoded } from '../model/encoded';
import type { Organisation } from '../model/organisation';
import { caughtUp, connected, hear, lost, noCentre, shownAlerts, type Centre, type Packet } from './centre';
import { livenessOf } from './link';
import { alertOf } from './samples';

const me = { account: 'console-1' } as Organisation;

function packet(topic: string, payload: Uint8Array, retained = false): Packet {
  return { topic, payload, retained };
}

const alertPacket = (fields: Parameters<typeof alertOf>[0], retained = false): Packet =>
  packet(`oov/dvl/alert/${fields.incident}`, encoded('alert', alertOf(fields)), retained);

function live(...packets: Packet[]): Centre {
  const centre = hear(connected(noCentre('oov', 'console-1', 0), 1), packets, 2);
  return caughtUp({ ...centre, me }, 3);
}

// As the page asks for them.
const shown = (centre: Centre): ReturnType<typeof shownAlerts> => shownAlerts(centre.link.phase, centre.before, centre.incidents.newest);

test('a batch of messages counts as one after the other', () => {
  const centre = hear(live(), [alertPacket({ incident: 'a' }), alertPacket({ incident: 'b' }), packet('oov/dvl/alert/a', new Uint8Array())], 10);
  expect([...centre.incidents.newest.keys()]).toEqual(['b']);
});

test('what stood there before is no arrival, what is raised while live is one each', () => {
  const centre = live(alertPacket({ incident: 'a' }, true));
  expect(centre.arrivals).toEqual([]);
  const more = hear(centre, [alertPacket({ incident: 'b' }), alertPacket({ incident: 'b', rev: 2 }), alertPacket({ incident: 'a', rev: 3, raised: 3 })], 10);
  expect(more.arrivals).toEqual([10, 10]);
  expect(hear(more, [alertPacket({ incident: 'b', rev: 4 })], 11).arrivals).toEqual([10, 10]);
});

test('after a reconnect it tells what came and went, and keeps showing what was known until then', () => {
  const away = lost(live(alertPacket({ incident: 'gone' }), alertPacket({ incident: 'kept' })), 5_000);
  const back = connected(away, 6_000);
  expect([...shown(back).keys()]).toEqual(['gone', 'kept']);
  const told = caughtUp(hear(back, [alertPacket({ incident: 'kept' }, true), alertPacket({ incident: 'new' }, true)], 6_100), 6_200);
  expect([...shown(told).keys()]).toEqual(['kept', 'new']);
  expect(told.absence?.came.map((alert) => alert.incident)).toEqual(['new']);
  expect(told.absence?.went.map((alert) => alert.incident)).toEqual(['gone']);
  expect(told.arrivals).toEqual([]);
});

test('a connection lost before all was told again compares with what was known first', () => {
  const again = connected(lost(connected(lost(live(alertPacket({ incident: 'a' })), 5_000), 6_000), 7_000), 8_000);
  expect(caughtUp(again, 9_000).absence?.went.map((alert) => alert.incident)).toEqual(['a']);
});

test('a board that is older than what is known changes nothing, in either order', () => {
  const whole = packet('oov/dvl/board/full/t', encoded('team_board', { division: 'dvl', team: 't', rev: 5, units: [{ unit: 'r', status: 'busy' }] }), true);
  const change = packet('oov/dvl/board', encoded('board', { division: 'dvl', rev: 7, units: [{ unit: 'r', status: 'available' }] }));
  expect(hear(live(), [whole, change], 9).units.get('r')?.status).toBe('available');
  const late = hear(live(), [change, whole], 9);
  expect(late.units.get('r')?.status).toBe('available');
});

test('a unit that is told as removed is gone', () => {
  const there = hear(live(), [packet('oov/dvl/board', encoded('board', { division: 'dvl', rev: 1, units: [{ unit: 'r' }] }))], 9);
  expect(hear(there, [packet('oov/dvl/board', encoded('board', { division: 'dvl', rev: 2, removed: ['r'] }))], 10).units.size).toBe(0);
});

test('what cannot be read is counted and changes nothing else', () => {
  const centre = live(alertPacket({ incident: 'a' }));
  const after = hear(centre, [packet('oov/dvl/alert/a', new TextEncoder().encode('{"incident":"a"}'))], 9);
  expect(after.link.unreadable).toBe(1);
  expect(after.incidents.newest).toEqual(centre.incidents.newest);
});

test('a live heartbeat makes it live and sets the clock, a retained one does neither', () => {
  const status = encoded('hub_status', { node: 'hub-1', state: 'up', at: 10_000 });
  const retained = hear(live(), [packet('oov/hub/hub-1/status', status, true)], 4_000);
  expect(livenessOf(retained.link, 4_000)).toBe('reconnecting');
  expect(retained.clock.samples).toEqual([]);
  const heard = hear(retained, [packet('oov/hub/hub-1/status', status)], 4_000);
  expect(livenessOf(heard.link, 4_000)).toBe('live');
  expect(heard.clock.samples).toEqual([6_000]);
});

test('covert alerts are marked by their topic', () => {
  const centre = hear(live(), [packet('oov/covert/dvo/alert/a', encoded('alert', alertOf({ incident: 'a' })))], 9);
  expect(centre.incidents.newest.get('a')?.covert).toBe(true);
});
