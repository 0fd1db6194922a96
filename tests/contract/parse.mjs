// Whether the parser of AsyncAPI takes a document: parse.mjs FILE. Prints what it says; exits 1 on an error, or when it yields no document.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

// Packages are where ./dev put them, not beside this file.
const require = createRequire(resolve(process.env.PARAAT_NPM, 'package.json'));
const { Parser } = require('@asyncapi/parser');

const severities = ['error', 'warning', 'info', 'hint'];
const file = process.argv[2];
const { document, diagnostics } = await new Parser().parse(readFileSync(file, 'utf8'), { source: file });
for (const { severity, code, path, message } of diagnostics) {
  console.log(`${severities[severity]} ${code} at ${path.join('.') || '/'}: ${message}`);
}
if (!document || diagnostics.some((one) => one.severity === 0)) process.exit(1);
console.log(`${document.channels().all().length} channels, ${document.operations().all().length} operations`);
