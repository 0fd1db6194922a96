import { expect, test } from 'vitest';

import { compareAbsence, isQuiet } from './away';
import { alertOf } from './samples';

const mapOf = (...alerts: ReturnType<typeof alertOf>[]) => new Map(alerts.map((alert) => [alert.incident, alert]));

test('what came, what was raised anew and what went is told, first priority first', () => {
  const absence = compareAbsence(
    mapOf(alertOf({ incident: 'gone' }), alertOf({ incident: 'kept' }), alertOf({ incident: 'again' })),
    mapOf(alertOf({ incident: 'kept', rev: 9 }), alertOf({ incident: 'again', rev: 4, raised: 4 }), alertOf({ incident: 'n4' }), alertOf({ incident: 'n1', priority: 1 })),
    1,
    2,
  );
  expect(absence.came.map((alert) => alert.incident)).toEqual(['n1', 'n4']);
  expect(absence.raised.map((alert) => alert.incident)).toEqual(['again']);
  expect(absence.went.map((alert) => alert.incident)).toEqual(['gone']);
});

test('nothing is told when nothing happened', () => {
  const same = mapOf(alertOf({ incident: 'a' }));
  expect(isQuiet(compareAbsence(same, same, 1, 2))).toBe(true);
});
