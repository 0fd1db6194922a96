import { expect, test } from 'vitest';

import { encoded } from './encoded';
import { readAlert, readBoard, readHubStatus, readInstruction, readNotice } from './flatbuffers';
import { alertOf, noon } from '../store/samples';

const alert = alertOf({
  incident: '01m86n3k4zhen7q8fd50caqjgc',
  rev: 3,
  raised: 2,
  status: 'dispatched',
  severity: 'extreme',
  lat: 51.92,
  lon: 4.48,
  teams: ['it-ondermijning'],
  units: [{ unit: 'radio-7', state: 'en_route', since: noon }],
  claimed_by: 'console-1',
  silenced: { by: 'opco-1', until: noon + 1, text: 'wedstrijd' },
  silent: true,
  score: 0,
});

const escalation = { rule: 'r', because: 'severity is extreme', because_code: 'severity', policy: 'p', step: 1, target: 'role/opco', ack_by: noon, acked_by: '', acked_at: 0 };

test('an alert reads as it was written, and what is absent stays absent', () => {
  const args = [{ k: 'severity', v: 'extreme' }];
  const read = readAlert(encoded('alert', { ...alert, escalation: { ...escalation, because_args: args }, escalations: [{ ...escalation, because_args: args }] }));
  const expected = { ...escalation, because_args: { severity: 'extreme' } };
  expect(read).toEqual({ ...alert, escalation: expected, escalations: [expected] });
  expect(read !== undefined && 'lat' in read).toBe(true);
  const bare = readAlert(encoded('alert', { incident: 'a', status: 'open', severity: 'minor' }));
  expect(bare !== undefined && ('lat' in bare || 'escalation' in bare || 'score' in bare)).toBe(false);
});

test('a position of 0 degrees is a position, and a unit without one has none', () => {
  const board = readBoard(encoded('board', { division: 'dvl', rev: 2, units: [{ unit: 'radio-1', lat: 0, lon: 4, position_at: noon }, { unit: 'radio-2', presence: 'lost', reason: 'battery' }] }));
  expect(board?.units[0]).toMatchObject({ lat: 0, lon: 4, presence: 'unknown' });
  expect(board?.units[1]).toEqual({ unit: 'radio-2', team: '', presence: 'lost', reason: 'battery', incident: '', panic: false });
});

test('a notice, an order and the hub read as they were written', () => {
  expect(readNotice(encoded('notice', { incident: 'a', rev: 2, reason: 'panic', priority: 1, ack_by: noon }))).toMatchObject({ reason: 'panic', ack_by: noon });
  expect(readInstruction(encoded('instruction', { instruction: 'i', state: 'read', needs: 'all', answers: [{ client: 'radio-1', answer: 'read', at: noon }] }))).toMatchObject({
    state: 'read',
    needs: 'all',
    answers: [{ client: 'radio-1', answer: 'read', at: noon, text: '' }],
  });
  expect(readHubStatus(encoded('hub_status', { node: 'hub-1', state: 'degraded', reasons: ['disk_full: 1 %'] }))?.reasons).toEqual(['disk_full: 1 %']);
});

test('another message, a short one and a long one are refused', () => {
  const bytes = encoded('alert', alert);
  expect(readNotice(bytes)).toBeUndefined();
  expect(readAlert(bytes.slice(0, 7))).toBeUndefined();
  expect(readAlert(new Uint8Array(0))).toBeUndefined();
  const long = new Uint8Array(64 * 1024 + 1);
  long.set(bytes);
  expect(readAlert(long)).toBeUndefined();
});

test('an alert without an incident is refused', () => {
  expect(readAlert(encoded('alert', { rev: 1, status: 'open' }))).toBeUndefined();
});

test('damaged bytes give a message or none, and never break the page', () => {
  const bytes = encoded('alert', alert);
  for (let at = 0; at < bytes.length; ++at) {
    for (const value of [0x00, 0x7f, 0xff]) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = value;
      const read = readAlert(damaged);
      expect(read === undefined || typeof read.incident === 'string').toBe(true);
    }
  }
});
