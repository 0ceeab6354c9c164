import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/server/dialects/dialect.js';
import { twelvelabsPegasus } from '../../../src/server/dialects/twelvelabs-pegasus.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'twelvelabs.pegasus-1-2-v1:0' };
const body = { inputPrompt: 'What happens?', mediaSource: { base64String: 'AQID' } };

describe('twelvelabs-pegasus reads', () => {
  it('a video and what is asked about it', () => {
    const settings = { temperature: 0.5, maxOutputTokens: 9 };
    expect(twelvelabsPegasus.read({ ...body, ...settings }, model, false)).toEqual({
      kind: 'conversation',
      modelId: model.id,
      system: [],
      messages: [
        {
          role: 'user',
          content: [{ video: { format: 'mp4', source: { bytes: Buffer.from([1, 2, 3]) } } }, { text: 'What happens?' }],
        },
      ],
      sampling: { temperature: 0.5, maxTokens: 9 },
    });
  });

  it('a video in S3, and the form of the answer', () => {
    const s3Location = { uri: 's3://bucket/cat.mp4', bucketOwner: '123456789012' };
    const responseFormat = { type: 'json_schema', jsonSchema: { type: 'object' } };
    const asked = { ...body, mediaSource: { s3Location }, responseFormat };
    const read = twelvelabsPegasus.read(asked, model, false);
    expect(read.messages[0]?.content?.[0]).toEqual({ video: { format: 'mp4', source: { s3Location } } });
    expect(read).toMatchObject({ additional: { responseFormat }, sampling: { temperature: 0.2 } });
  });

  it.each<[string, Json, string]>([
    ['no video', { inputPrompt: 'Hi' }, '#: required key [mediaSource] not found'],
    ['a video from nowhere', { ...body, mediaSource: {} }, '#/mediaSource: required key [base64String] not found'],
    ['a high temperature', { ...body, temperature: 1.5 }, '#/temperature: 1.5 is not less or equal to 1'],
    ['too many tokens', { ...body, maxOutputTokens: 4097 }, '#/maxOutputTokens: 4097 is not less or equal to 4096'],
    ['an unknown key', { ...body, topP: 1 }, '#: extraneous key [topP] is not permitted'],
  ])('and refuses %s', (_, given, words) => {
    expect(refusalOf(twelvelabsPegasus, given, model)).toBe(words);
  });
});

describe('twelvelabs-pegasus writes', () => {
  it('a message and why it ended', () => {
    expect(answerOf(twelvelabsPegasus, body, [turnOf('A cat')], model)).toEqual({
      message: 'A cat',
      finishReason: 'stop',
    });
    const cut = turnOf('A', { stopReason: 'max_tokens' });
    expect(answerOf(twelvelabsPegasus, body, [cut], model)).toEqual({ message: 'A', finishReason: 'length' });
  });

  it('chunks, of which the last says why', () => {
    const chunks = chunksOf(twelvelabsPegasus, body, [turnOf('A cat')], model);
    expect(chunks.at(-1)).toEqual({ message: '', stopReason: 'stop' });
    expect(chunks.map(({ message }) => message).join('')).toBe('A cat');
    expect(chunks.slice(0, -1).every(({ stopReason }) => stopReason === '')).toBe(true);
  });
});
