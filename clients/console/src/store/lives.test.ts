import { expect, test } from 'vitest';

import type { TimelineEntry } from '../model/messages';
import { hasEnded, isLate, livesOf, stateOfLife, unreadAfter } from './lives';
import { noon } from './samples';

let n = 0;
const entry = (what: string, at: number, more: Partial<TimelineEntry> = {}): TimelineEntry => ({ n: ++n, at, what, by: 'radio-7', instruction: 'i', ...more });
const issued = entry('instruction_issued', noon, { by: 'console-1', target: 'unit/radio-7', text: 'ga kijken', ack_by: noon + 300_000 });

test('the life of an order is its entries of the timeline, with who and when', () => {
  const [life] = livesOf([entry('acknowledged', noon, {}), issued, entry('instruction_delivered', noon + 1_000), entry('instruction_read', noon + 2_000)]);
  expect(life).toMatchObject({ to: 'unit/radio-7', text: 'ga kijken', respondBy: noon + 300_000 });
  expect(life?.steps.map((step) => `${step.what} ${step.by}`)).toEqual(['issued console-1', 'delivered radio-7', 'read radio-7']);
  expect(life && stateOfLife(life)).toBe('read');
});

test('an order that nobody read after a minute stands out, and one without an answer at its end', () => {
  const lateAt = (entries: TimelineEntry[], at: number): boolean => livesOf([issued, ...entries]).some((life) => isLate(life, at));
  expect(lateAt([entry('instruction_delivered', noon)], noon + unreadAfter - 1)).toBe(false);
  expect(lateAt([entry('instruction_delivered', noon)], noon + unreadAfter)).toBe(true);
  expect(lateAt([entry('instruction_read', noon)], noon + unreadAfter)).toBe(false);
  expect(lateAt([entry('instruction_read', noon)], noon + 300_000)).toBe(true);
  expect(lateAt([entry('instruction_accepted', noon)], noon + 300_000)).toBe(false);
});

test('what ended is not late', () => {
  const [life] = livesOf([issued, entry('instruction_expired', noon + 300_000, { by: 'hub' })]);
  expect(life && hasEnded(life)).toBe(true);
  expect(life && isLate(life, noon + 900_000)).toBe(false);
});
