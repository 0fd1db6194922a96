import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import en from './en.json';
import nl from './nl.json';
import { clockTime, duration, isKey, say, word } from './texts';

test('both languages say everything, with the same arguments', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(nl).sort());
  const args = (message: string): string[] => [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? ''))].sort();
  for (const [key, message] of Object.entries(nl)) {
    if (isKey(key)) expect(args(en[key]), key).toEqual(args(message));
  }
});

test('each reason for which the hub refuses has words', () => {
  const source = readFileSync(new URL('../../../../hub/core/refusal.cpp', import.meta.url), 'utf8');
  const codes = [...source.matchAll(/return "(\w+)";/g)].map((match) => match[1] ?? '');
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !isKey(`refusal.${code}`))).toEqual([]);
});

test('times are those of the centre, in winter and in summer', () => {
  expect(clockTime('nl', Date.UTC(2026, 0, 15, 22, 30, 5))).toBe('23:30:05');
  expect(clockTime('en', Date.UTC(2026, 6, 15, 22, 30, 5))).toBe('00:30:05');
});

test('counts are said in their number', () => {
  expect(say('nl', 'list.new', { count: 1 })).toBe('1 nieuwe melding tonen');
  expect(say('nl', 'list.new', { count: 2 })).toBe('2 nieuwe meldingen tonen');
});

test('a risk is said with one decimal', () => {
  expect(say('nl', 'map.area', { name: 'centrum', risk: 20.482 })).toBe('centrum: risico 20,5');
  expect(say('en', 'map.area', { name: 'centrum', risk: 0 })).toBe('centrum: risk 0.0');
});

test('a word that is new to the page stands as it is', () => {
  expect(word('nl', 'status', 'on_scene')).toBe('ter plaatse');
  expect(word('nl', 'status', 'hovering')).toBe('hovering');
});

test('durations say as much as a glance needs', () => {
  expect([7_000, 750_000, 11_100_000, 200_000_000].map((ms) => duration('nl', ms))).toEqual(['0:07', '12:30', '3 u 05', '2 d']);
});
