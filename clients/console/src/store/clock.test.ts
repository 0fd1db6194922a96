import { expect, test } from 'vitest';

import { hearTime, hubNow, noClock, shownOffset } from './clock';

test('the offset is that of the message which was least on its way', () => {
  let clock = noClock;
  for (const [hub, here] of [
    [10_000, 7_100],
    [15_000, 12_020],
    [20_000, 17_900],
  ] as const) {
    clock = hearTime(clock, hub, here);
  }
  expect(hubNow(clock, 50_000)).toBe(52_980);
});

test('an offset is shown above two seconds only, to either side', () => {
  expect(shownOffset(hearTime(noClock, 12_000, 10_000))).toBeUndefined();
  expect(shownOffset(hearTime(noClock, 12_001, 10_000))).toBe(2_001);
  expect(shownOffset(hearTime(noClock, 7_000, 10_000))).toBe(-3_000);
});

test('old messages are forgotten, so a clock that was set is believed within a minute', () => {
  let clock = hearTime(noClock, 100_000, 10_000);
  for (let i = 0; i < 12; ++i) clock = hearTime(clock, 10_000, 10_000);
  expect(hubNow(clock, 10_000)).toBe(10_000);
});
