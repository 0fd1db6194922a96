// Each behaviour of docs/console.md is held by a test whose title begins with its number, in the file that its row names.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs'));

// `14: ...` or `21: ...` -> the files that have it.
function held() {
  const found = new Map();
  for (const file of files) {
    for (const [, number] of readFileSync(join(here, file), 'utf8').matchAll(/^ *test\(['"`](\d+): /gm)) {
      found.set(Number(number), new Set(found.get(Number(number))).add(file.replace('.test.mjs', '')));
    }
  }
  return found;
}

test('every behaviour has a test of its number, and its row in the document names the files', () => {
  const found = held();
  const rows = new Map([...readFileSync(join(here, '../../docs/console.md'), 'utf8').matchAll(/^\| (\d+) \|.*\| ([a-z, ]+) \|$/gm)].map((match) => [Number(match[1]), match[2].split(', ')]));
  for (let number = 1; number <= 23; ++number) {
    assert.deepEqual((rows.get(number) ?? []).sort(), [...(found.get(number) ?? [])].sort(), `behaviour ${number}`);
    assert.ok((found.get(number)?.size ?? 0) > 0, `behaviour ${number} has no test`);
  }
});
