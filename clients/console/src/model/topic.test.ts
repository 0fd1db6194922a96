import { expect, test } from 'vitest';

import { divisionTopics, readTopic } from './topic';

test('what a topic is follows from its levels', () => {
  const kinds = {
    'oov/down/console-1/receipt': 'receipt',
    'oov/down/console-1/notice/01jd8': 'notice',
    'oov/down/console-1/instruction/01jd8': 'instruction',
    'oov/dvl/alert/01jd8': 'alert',
    'oov/dvl/board': 'board',
    'oov/dvl/board/full': 'summary',
    'oov/dvl/board/full/it-overlast': 'team_board',
    'oov/dvl/team/it-overlast/instruction/01jd8': 'instruction',
    'oov/dvl/instruction/01jd8': 'instruction',
    'oov/dvl/briefing/2026-11-27': 'briefing',
    'oov/hub/hub-1/status': 'hub_status',
  };
  for (const [topic, kind] of Object.entries(kinds)) expect(readTopic('oov', topic)?.kind, topic).toBe(kind);
});

test('covert topics are the same below covert, and say so', () => {
  expect(readTopic('oov', 'oov/covert/dvo/alert/01jd8')).toEqual({ kind: 'alert', incident: '01jd8', division: 'dvo', covert: true });
  expect(readTopic('oov', 'oov/dvo/alert/01jd8')).toMatchObject({ covert: false });
});

test('topics of another root, of twins and of nothing known are none', () => {
  for (const topic of ['other/dvl/alert/a', 'oov/dvl/probe', 'oov/hub/hub-1/marker', 'oov']) expect(readTopic('oov', topic), topic).toBeUndefined();
});

test('covert topics are asked for by the cleared alone', () => {
  expect(divisionTopics('oov', ['dvl'], false).some((topic) => topic.includes('covert'))).toBe(false);
  expect(divisionTopics('oov', ['dvl'], true)).toContain('oov/covert/dvl/alert/+');
});
