// The hub's clock, as far as this page knows it. Each live message of the hub says its time; the one that was least on its way says it best, so the offset is
// the largest of the last ones.
export interface Clock {
  readonly samples: readonly number[]; // hub minus this machine, ms, the newest last
}

const samplesMost = 12; // a minute of heartbeats
const offsetShownFrom = 2_000; // ms; below it nobody need know

export const noClock: Clock = { samples: [] };

export function hearTime(clock: Clock, hubAt: number, now: number): Clock {
  return { samples: [...clock.samples, hubAt - now].slice(-samplesMost) };
}

export function offsetOf(clock: Clock): number {
  return clock.samples.length === 0 ? 0 : Math.max(...clock.samples);
}

export function hubNow(clock: Clock, now: number): number {
  return now + offsetOf(clock);
}

// How wrong this machine's clock is, where that is to be shown; ms, positive = it is behind the hub.
export function shownOffset(clock: Clock): number | undefined {
  const offset = offsetOf(clock);
  return Math.abs(offset) > offsetShownFrom ? offset : undefined;
}
