import { expect, test } from 'vitest';

import type { HubStatus } from '../model/messages';
import { enter, hearHub, isDeaf, livenessOf, noLink, silentSince } from './link';

const up: HubStatus = { node: 'hub-1', state: 'up', generation: 'g', version: '0', rules_version: 'r', shedding: false, reasons: [] };

test('it is live while the hub was heard within ten seconds, and stale from then on', () => {
  const link = hearHub(enter(noLink(0), 'live', 0), up, true, 1_000);
  expect(livenessOf(link, 10_999)).toBe('live');
  expect(livenessOf(link, 11_000)).toBe('stale');
  expect(isDeaf(link, 30_999)).toBe(false);
  expect(isDeaf(link, 31_000)).toBe(true);
});

test('what the broker retains of the hub is no word of a living one', () => {
  const link = hearHub(enter(noLink(0), 'live', 0), up, false, 1_000);
  expect(livenessOf(link, 1_000)).toBe('reconnecting');
  expect(livenessOf(link, 10_000)).toBe('stale');
});

test('the last will of the hub makes it stale at once', () => {
  const link = hearHub(hearHub(enter(noLink(0), 'live', 0), up, true, 1_000), { ...up, state: 'down' }, true, 1_100);
  expect(livenessOf(link, 1_100)).toBe('stale');
  expect(isDeaf(link, 31_000)).toBe(true);
});

test('what is shown grows no newer while all that stands is being told, however much the hub says', () => {
  const away = enter(hearHub(enter(noLink(0), 'live', 0), up, true, 1_000), 'away', 20_000);
  const hearing = hearHub(enter(away, 'hearing', 21_000), up, true, 21_500);
  expect(livenessOf(hearing, 21_600)).toBe('stale');
  expect(silentSince(hearing)).toBe(1_000);
  expect(livenessOf(enter(hearing, 'live', 22_000), 22_000)).toBe('live');
});

test('a hub that starts has yet to tell what changed', () => {
  const live = hearHub(enter(noLink(0), 'live', 0), up, true, 1_000);
  const starting = hearHub(live, { ...up, state: 'starting' }, true, 9_000);
  expect(livenessOf(starting, 9_000)).toBe('reconnecting');
  expect(livenessOf(starting, 11_000)).toBe('stale');
});

test('a lost connection is told before the ten seconds are over', () => {
  const link = enter(hearHub(enter(noLink(0), 'live', 0), up, true, 1_000), 'away', 2_000);
  expect(livenessOf(link, 2_000)).toBe('reconnecting');
  expect(livenessOf(link, 11_000)).toBe('stale');
});
