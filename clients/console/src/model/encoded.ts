// For tests: messages as FlatBuffers, made from JSON by flatc, which knows nothing of the reader that is tested.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const schemas = fileURLToPath(new URL('../../../../schemas', import.meta.url));

export function encoded(schema: string, message: object): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'paraat-wire-'));
  try {
    writeFileSync(join(folder, 'message.json'), JSON.stringify(message));
    execFileSync('flatc', ['-b', '-o', folder, '-I', schemas, join(schemas, `${schema}.fbs`), join(folder, 'message.json')]);
    return new Uint8Array(readFileSync(join(folder, 'message.bin')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
