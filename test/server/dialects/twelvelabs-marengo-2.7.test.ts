import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/server/dialects/dialect.js';
import { twelvelabsMarengo27 } from '../../../src/server/dialects/twelvelabs-marengo-2.7.js';
import { asyncRefusalOf, embeddingOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'twelvelabs.marengo-embed-2-7-v1:0' };
const read = (body: { [key: string]: Json }) => twelvelabsMarengo27.read(body, model, false);
const s3 = { s3Location: { uri: 's3://bucket/cat.mp4', bucketOwner: '123456789012' } };

describe('twelvelabs-marengo-2.7 reads', () => {
  it('a text or a picture, for a vector of 1024 numbers', () => {
    expect(read({ inputType: 'text', inputText: 'a cat', textTruncate: 'none' })).toEqual({
      kind: 'embedding',
      modelId: model.id,
      inputs: [{ text: 'a cat' }],
      dimensions: 1024,
      normalize: true,
    });
    expect(read({ inputType: 'image', mediaSource: { base64String: 'AQID' } }).inputs).toEqual([
      { image: Buffer.from([1, 2, 3]) },
    ]);
    expect(read({ inputType: 'image', mediaSource: s3 }).inputs).toEqual([{ text: 's3://bucket/cat.mp4' }]);
  });

  it('the first 77 tokens of a text', () => {
    const inputText = 'cat '.repeat(100).trim();
    expect(read({ inputType: 'text', inputText }).inputs[0]?.text?.split(' ')).toHaveLength(77);
    expect(read({ inputType: 'text', inputText, textTruncate: 'none' }).inputs[0]?.text).toBe(inputText);
  });

  it.each<[string, Json, string]>([
    ['no type', { inputText: 'a' }, '#: required key [inputType] not found'],
    ['a video', { inputType: 'video', mediaSource: s3 }, '#/inputType: video is not a valid enum value'],
    ['no text', { inputType: 'text' }, '#: required key [inputText] not found'],
    [
      'a picture from nowhere',
      { inputType: 'image', mediaSource: {} },
      '#/mediaSource: required key [base64String] not found',
    ],
    [
      'an unknown key',
      { inputType: 'text', inputText: 'a', dimensions: 9 },
      '#: extraneous key [dimensions] is not permitted',
    ],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(twelvelabsMarengo27, body, model)).toBe(words);
  });
});

it('twelvelabs-marengo-2.7 takes a video by StartAsyncInvoke', () => {
  const body = { inputType: 'video', mediaSource: s3, startSec: 2, useFixedLengthSec: 5, embeddingOption: ['audio'] };
  expect(asyncRefusalOf(twelvelabsMarengo27, body, model)).toBeUndefined();
  expect(asyncRefusalOf(twelvelabsMarengo27, { ...body, minClipSec: 6 }, model)).toBe(
    '#/minClipSec: 6 is not less or equal to 5',
  );
});

it('twelvelabs-marengo-2.7 writes each vector', () => {
  expect(embeddingOf(twelvelabsMarengo27, { inputType: 'text', inputText: 'a' }, [[0.5, -0.5]], model)).toEqual({
    data: [{ embedding: [0.5, -0.5] }],
  });
});
