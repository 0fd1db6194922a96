import { expect, test } from 'vitest';

import { emptyOutbox, latestAbout, pendingAbout, put, settle, unanswered } from './sending';

const command = { id: 'c1', kind: 'command' as const, body: '{"id":"c1"}', about: 'claim a', at: 1 };
const accepted = { id: 'c1', kind: 'command', accepted: true };

test('a double click sends one', () => {
  const once = put(emptyOutbox, command);
  expect(put(once, { ...command, id: 'c2' })).toBe(once);
  expect([...once.sendings.keys()]).toEqual(['c1']);
});

test('nothing looks done before the receipt', () => {
  const sent = put(emptyOutbox, command);
  expect(latestAbout(sent, 'claim a')?.state).toBe('sent');
  expect(latestAbout(settle(sent, accepted, 2), 'claim a')?.state).toBe('accepted');
});

test('a refusal stands with its reason, and the same may be tried again', () => {
  const refused = settle(put(emptyOutbox, command), { ...accepted, accepted: false, code: 'claimed', error: 'console-2 is on it' }, 2);
  expect(latestAbout(refused, 'claim a')?.receipt?.error).toBe('console-2 is on it');
  expect(pendingAbout(put(refused, { ...command, id: 'c2' }), 'claim a')?.id).toBe('c2');
});

test('"later" is no outcome: it stays to be sent again', () => {
  const sent = put(emptyOutbox, command);
  const busy = settle(sent, { ...accepted, accepted: false, code: 'rate_limited', retry: true }, 2);
  expect(unanswered(busy).map((sending) => sending.id)).toEqual(['c1']);
});

test('a second receipt changes nothing, nor does one of another kind', () => {
  const sent = put(emptyOutbox, command);
  expect(settle(sent, { ...accepted, kind: 'report' }, 2)).toBe(sent);
  const done = settle(sent, accepted, 2);
  expect(settle(done, { ...accepted, accepted: false, code: 'closed' }, 3)).toBe(done);
});
