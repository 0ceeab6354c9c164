/** Writes the table of rule cases as JSON, for the SDKs of other languages: tsx scripts/write-rule-cases.ts FILE */
import { writeFileSync } from 'node:fs';
import { hi } from '../test/server/rules/cases/case.js';
import { cases } from '../test/server/rules/cases/index.js';

const [file = 'rule-cases.json'] = process.argv.slice(2);

/** Blobs as `{ "base64": ... }`. */
function readable(_name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  const buffer = value as { type?: unknown; data?: number[] } | null;
  return buffer?.type === 'Buffer' && buffer.data ? { base64: Buffer.from(buffer.data).toString('base64') } : value;
}

const rows = cases.map(({ rule, model, operation, exception, words, refused, passes }) => ({
  rule,
  model,
  operation: operation ?? 'Converse',
  exception: exception ?? 'ValidationException',
  words,
  refused: { messages: [hi], ...refused },
  passes: { messages: [hi], ...passes },
}));
writeFileSync(file, JSON.stringify(rows, readable));
