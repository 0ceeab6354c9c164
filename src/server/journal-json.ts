/** Entries of the journal as JSON, whole or one a line. */
import type { JournalEntry } from '../fixtures/journal-entry.js';

/** Blobs become `{ "base64": ... }`, which is what a reader of JSON can use. */
export function readableBytes(_name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  const serialized = value as { type?: unknown; data?: unknown } | null;
  if (serialized?.type === 'Buffer' && Array.isArray(serialized.data)) {
    return { base64: Buffer.from(serialized.data as number[]).toString('base64') };
  }
  return value;
}

export const writeJson = (entries: JournalEntry[]): string => JSON.stringify(entries, readableBytes);

/** JSONL: each line an entry. */
export const writeJsonLines = (entries: JournalEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry, readableBytes)}\n`).join('');
