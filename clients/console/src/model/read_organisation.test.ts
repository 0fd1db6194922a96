import { expect, test } from 'vitest';

import { readOrganisation } from './read_organisation';

test('lists go on from page to page, and who asks stands on each', () => {
  const page = { account: 'console-1', authority: 'centre', roles: ['centre'], unit: false };
  const read = readOrganisation([
    { ...page, divisions: [{ name: 'dvl', label: 'Leefbaarheid', reads: true, commands: true }], policies: ['a'], next: 'x' },
    { ...page, divisions: [{ name: 'dvo', label: '', reads: false, commands: false }], policies: ['b'], categories: [{ name: 'theft', label_nl: 'diefstal', label_en: 'theft', severity: 'minor', priority: 4, escalates: false }] },
  ]);
  expect(read.divisions.map((division) => division.label)).toEqual(['Leefbaarheid', 'dvo']);
  expect(read.policies).toEqual(['a', 'b']);
  expect(read.categories[0]).toMatchObject({ name: 'theft', priority: 4, questions: [] });
  expect(read.cleared).toBe(false);
});

test('an authority that is new to the page gives none', () => {
  expect(readOrganisation([{ account: 'x', authority: 'emperor' }]).authority).toBe('member');
});
