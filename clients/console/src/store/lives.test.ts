import { expect, test } from 'vitest';

import type { TimelineEntry } from '../model/messages';
import type { ListedInstruction } from '../model/read_instructions';
import { hasEnded, isLate, lifeOf, livesOf, pastAfter, recentAndPast, stateOfLife, unreadAfter } from './lives';
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

const listed = (more: Partial<ListedInstruction> = {}): ListedInstruction => ({
  instruction: 'i',
  from: 'console-1',
  to: 'team/it-overlast',
  incident: '',
  text: 'ga kijken',
  issued_at: noon,
  state: 'read',
  exercise: false,
  answers: [],
  silent: [],
  left: [],
  ...more,
});

test('a listed order has a step for the furthest answer of each, in the order of time', () => {
  const life = lifeOf(
    listed({
      answers: [
        { client: 'radio-1', answer: 'accepted', at: noon + 9_000, text: 'onderweg' },
        { client: 'radio-2', answer: 'read', at: noon + 2_000, text: '' },
      ],
      silent: ['radio-3'],
    }),
  );
  expect(life.steps.map((step) => `${step.what} ${step.by} ${step.text}`.trim())).toEqual(['issued console-1', 'read radio-2', 'accepted radio-1 onderweg']);
  expect(life.listed?.silent).toEqual(['radio-3']);
  expect(stateOfLife(life)).toBe('read');
});

test('a listed order has ended when the hub says so, not when one of its team declined', () => {
  const declined = { client: 'radio-1', answer: 'declined', at: noon, text: '' };
  expect(hasEnded(lifeOf(listed({ answers: [declined] })))).toBe(false);
  const withdrawn = lifeOf(listed({ state: 'withdrawn', answers: [declined], ended_at: noon + 5_000 }));
  expect(hasEnded(withdrawn)).toBe(true);
  expect(withdrawn.steps.at(-1)).toEqual({ what: 'withdrawn', by: '', at: noon + 5_000, text: '' });
  expect(lifeOf(listed({ state: 'done', answers: [{ ...declined, answer: 'done' }], ended_at: noon })).steps).toHaveLength(2);
});

test('what ended ten minutes ago is past, what stands never is', () => {
  const lives = [listed({ instruction: 'stands' }), listed({ instruction: 'ended', state: 'done', ended_at: noon })].map(lifeOf);
  const names = (at: number): string[][] => Object.values(recentAndPast(lives, at)).map((some) => some.map((life) => life.instruction));
  expect(names(noon + pastAfter - 1)).toEqual([['stands', 'ended'], []]);
  expect(names(noon + pastAfter)).toEqual([['stands'], ['ended']]);
});
