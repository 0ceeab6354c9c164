import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/server/dialects/dialect.js';
import { twelvelabsMarengo30 } from '../../../src/server/dialects/twelvelabs-marengo-3.0.js';
import { asyncRefusalOf, embeddingOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'twelvelabs.marengo-embed-3-0-v1:0' };
const read = (body: { [key: string]: Json }) => twelvelabsMarengo30.read(body, model, false);
const inline = { base64String: 'AQID' };
const s3 = { s3Location: { uri: 's3://bucket/cat.mp4' } };
const named = { name: 'cat', mediaType: 'image', ...inline };
const image = Buffer.from([1, 2, 3]);

describe('twelvelabs-marengo-3.0 reads', () => {
  it('a text, for a vector of 512 numbers', () => {
    expect(read({ inputType: 'text', text: { inputText: 'a cat' }, inferenceId: 'i' })).toEqual({
      kind: 'embedding',
      modelId: model.id,
      inputs: [{ text: 'a cat' }],
      dimensions: 512,
      normalize: true,
    });
  });

  it.each<[string, { [key: string]: Json }, object]>([
    ['a picture', { inputType: 'image', image: { mediaSource: inline } }, { image }],
    ['a picture in S3', { inputType: 'image', image: { mediaSource: s3 } }, { text: 's3://bucket/cat.mp4' }],
    ['both', { inputType: 'text_image', text_image: { inputText: 'a', mediaSource: inline } }, { text: 'a', image }],
    [
      'several pictures and what they are',
      { inputType: 'multi_input', multi_input: { inputText: 'my <@cat>', mediaSources: [named, named] } },
      { text: 'my <@cat>', image },
    ],
  ])('%s', (_, body, input) => {
    expect(read(body).inputs).toEqual([input]);
  });

  it.each<[string, Json, string]>([
    [
      'the form of 2.7',
      { inputType: 'text', inputText: 'a' },
      '#: required key [text] not found#: extraneous key [inputText] is not permitted',
    ],
    ['a sound', { inputType: 'audio', audio: { mediaSource: s3 } }, '#/inputType: audio is not a valid enum value'],
    [
      'another input than was named',
      { inputType: 'text', text: { inputText: 'a' }, image: {} },
      '#: extraneous key [image] is not permitted',
    ],
    [
      'a picture without a name',
      { inputType: 'multi_input', multi_input: { mediaSources: [inline] } },
      '#/multi_input/mediaSources/0: required key [name] not found#/multi_input/mediaSources/0: required key [mediaType] not found',
    ],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(twelvelabsMarengo30, body, model)).toBe(words);
  });
});

it('twelvelabs-marengo-3.0 takes sounds and videos by StartAsyncInvoke', () => {
  const segmentation = { method: 'dynamic', dynamic: { minDurationSec: 4 } };
  const video = { mediaSource: s3, endSec: 60, segmentation, embeddingOption: ['visual', 'transcription'] };
  expect(asyncRefusalOf(twelvelabsMarengo30, { inputType: 'video', video }, model)).toBeUndefined();
  expect(asyncRefusalOf(twelvelabsMarengo30, { inputType: 'audio', audio: video }, model)).toBe(
    '#/audio/segmentation: extraneous key [dynamic] is not permitted' +
      '#/audio/segmentation/method: dynamic is not a valid enum value' +
      '#/audio/embeddingOption/0: visual is not a valid enum value',
  );
});

it('twelvelabs-marengo-3.0 writes each vector', () => {
  const body = { inputType: 'text', text: { inputText: 'a' } };
  expect(embeddingOf(twelvelabsMarengo30, body, [[0.5, -0.5]], model)).toEqual({ data: [{ embedding: [0.5, -0.5] }] });
});
