/** Reads a file of another tool: JSON, JSON lines or YAML, by what stands in it. */
import { createRequire } from 'node:module';
import { didYouMean } from '../../nearest.js';
import type { Captured } from '../captured.js';
import { toCaptured } from './exchange.js';
import { importers } from './index.js';

export interface Foreign {
  captured: Captured[];
  /** Exchanges that were not with Bedrock. */
  others: number;
  /** Those that do not say enough to be given again: a stub for many requests, a reply that broke off. */
  incomplete: number;
}

/** `format`: one of the table. Default: the one that recognizes the file. Throws an Error of one sentence. */
export function readForeign(text: string, format: string | undefined, now: string): Foreign {
  if (format !== undefined && !importers[format])
    throw new Error(
      `"${format}" is no format that can be imported${didYouMean(format, Object.keys(importers))}; known are ${Object.keys(importers).join(', ')}`,
    );
  const value = parse(text);
  const importer =
    format === undefined ? Object.values(importers).find(({ recognizes }) => recognizes(value)) : importers[format];
  if (!importer?.recognizes(value)) throw new Error(`is no ${format ?? Object.keys(importers).join(', no ')} file`);
  const all = importer.read(value);
  const exchanges = all.filter((one) => one !== undefined);
  const captured = exchanges.map((exchange) => toCaptured(exchange, now)).filter((one) => one !== undefined);
  return { captured, others: exchanges.length - captured.length, incomplete: all.length - exchanges.length };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseLines(text) ?? parseYaml(text);
  }
}

function parseLines(text: string): unknown[] | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Bytes are `!!binary` to Python, and `!binary` to Ruby. */
function parseYaml(text: string): unknown {
  const { parse: read } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const ruby = { tag: '!binary', resolve: (encoded: string) => Buffer.from(encoded, 'base64') };
  try {
    return read(text, { maxAliasCount: -1, customTags: ['binary', ruby], logLevel: 'error' });
  } catch (cause) {
    throw new Error(`cannot be parsed: ${(cause as Error).message.split('\n')[0]}`);
  }
}
