import { expect, test } from 'vitest';

import { patienceOf } from './patience';

const steps = [{ ack_within_ms: 60_000 }, { repeat_every_ms: 90_000 }];

test('it waits as long as the hub does, or else as long as the chain would have called', () => {
  const patience = patienceOf([{ policy: 'a', steps, ack_lasts_ms: 600_000 }, { policy: 'b', steps }]);
  expect(patience.get('a')).toBe(600_000);
  expect(patience.get('b')).toBe(150_000);
});
