import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistory, writeHistory } from '../../../src/client/chat/history.js';
import { openSession } from '../../../src/client/chat/session.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-history-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const bytes = new Uint8Array([0, 255, 7]);
const messages: Message[] = [
  {
    role: 'user',
    content: [
      { image: { format: 'png', source: { bytes } } },
      { document: { format: 'md', name: 'notes', source: { bytes } } },
      { text: 'Look.' },
    ],
  },
  {
    role: 'assistant',
    content: [
      { reasoningContent: { redactedContent: bytes } },
      { toolUse: { toolUseId: 't', name: 'f', input: { image: { source: { bytes: 'my own' } } } } },
    ],
  },
  {
    role: 'user',
    content: [{ toolResult: { toolUseId: 't', content: [{ image: { format: 'gif', source: { bytes } } }] } }],
  },
];

describe('a saved chat', () => {
  it('comes back as it was, pictures and all', () => {
    const path = join(directory, 'chat.json');
    writeHistory(path, openSession({ modelId: 'm', system: 's', stream: true, messages }));
    expect(readHistory(path)).toEqual({ modelId: 'm', system: 's', messages });
    expect(JSON.parse(readFileSync(path, 'utf8')).messages[0].content[0].image.source.bytes).toBe('AP8H');
  });

  it('is for its user alone, and leaves nothing beside it', () => {
    if (process.platform !== 'win32') expect(statSync(join(directory, 'chat.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['chat.json']);
  });

  it.each([
    ['{', /is no saved chat: it is not JSON/],
    ['[]', /is no saved chat: it must have "modelId" and "messages"/],
    ['{"modelId":"m","messages":[{"role":"system","content":[]}]}', /is no saved chat/],
  ])('is refused in one sentence where it is none: %s', (text, words) => {
    const path = join(directory, 'other.txt');
    writeFileSync(path, text);
    expect(() => readHistory(path)).toThrow(words);
  });
});
