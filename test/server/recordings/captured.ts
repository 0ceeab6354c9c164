import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createClock } from '../../../src/server/clock.js';
import { openRecordings, type RecordingOptions, type RecordingStore } from '../../../src/server/recordings/store.js';
import { defaultSettings } from '../../../src/server/settings.js';

export * from './exchanges.js';

export const rules = defaultSettings.recordings;

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-local-recordings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function open(folder: string, options: Partial<RecordingOptions> = {}): RecordingStore {
  return openRecordings(folder, { clock: createClock(), rules, ...options });
}

export const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.json'))
    .sort();

export const textOf = (folder: string, path = filesOf(folder)[0]!) => readFileSync(join(folder, path), 'utf8');
