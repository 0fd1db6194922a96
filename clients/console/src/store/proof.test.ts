import { expect, test } from 'vitest';

import { readOrganisation } from '../model/read_organisation';
import { missingOf, outcomeOf, proofCategory, proofWithin, reach, type Proof } from './proof';

const begun: Proof = { input: 'a', begunAt: 1_000, reached: {} };

test('a proof holds when receipt, row and sound came in time, each timed from its begin', () => {
  const half = reach(reach(begun, 'receipt', 1_100), 'row', 1_200);
  expect(outcomeOf(half, 1_300)).toBe('running');
  const whole = reach(half, 'sound', 1_250);
  expect(outcomeOf(whole, 99_000)).toBe('proved');
  expect(whole.reached).toEqual({ receipt: 100, row: 200, sound: 250 });
});

test('what comes too late counts as not come, and the first station that is missing is named', () => {
  const late = reach(reach(begun, 'receipt', 1_100), 'row', 1_000 + proofWithin);
  expect(outcomeOf(late, 1_000 + proofWithin - 1)).toBe('running');
  expect(outcomeOf(late, 1_000 + proofWithin)).toBe('failed');
  expect(missingOf(late)).toBe('row');
  expect(outcomeOf({ ...begun, refused: 'rate_limited' }, 1_001)).toBe('failed');
});

test('it is about what the operator hears of and calls nobody, the least urgent first', () => {
  const me = readOrganisation([
    {
      divisions: [{ name: 'dvl', reads: true, commands: true }, { name: 'dvo', reads: true, commands: false }],
      categories: [
        { name: 'alcohol', division: 'dvl', priority: 4 },
        { name: 'noise', division: 'dvl', priority: 5 },
        { name: 'robbery', division: 'dvl', priority: 5, escalates: true },
        { name: 'theft', division: 'dvo', priority: 5 },
        { name: 'both', division: 'dvl', divisions: ['dvl', 'dvo'], priority: 5 },
        { name: 'panic', own_division: true, priority: 5 },
      ],
    },
  ]);
  expect(proofCategory(me)?.name).toBe('noise');
});
