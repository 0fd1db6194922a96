import { expect, test } from 'vitest';

import { readInstructions } from './read_instructions';

test('what is listed is read, and what is no order is left out', () => {
  const item = {
    order: { instruction: '01jd', rev: 2, from: 'console-1', to: 'unit/radio-7', division: 'dvo', text: 'ga', issued_at: 5, state: 'read', exercise: true, answers: [{ client: 'radio-7', answer: 'read', at: 6, text: '' }] },
    silent: [],
    left: ['radio-8'],
    addressees: 2,
    ended_at: 7,
  };
  expect(readInstructions({ items: [item, { order: 7 }, { silent: [] }, 'x'] })).toEqual([
    {
      instruction: '01jd',
      from: 'console-1',
      to: 'unit/radio-7',
      incident: '',
      text: 'ga',
      issued_at: 5,
      state: 'read',
      exercise: true,
      answers: [{ client: 'radio-7', answer: 'read', at: 6, text: '' }],
      silent: [],
      left: ['radio-8'],
      ended_at: 7,
    },
  ]);
  expect(readInstructions({})).toEqual([]);
});
