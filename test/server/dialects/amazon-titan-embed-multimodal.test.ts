import { describe, expect, it } from 'vitest';
import { amazonTitanEmbedMultimodal } from '../../../src/server/dialects/amazon-titan-embed-multimodal.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { embeddingOf, pngOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'amazon.titan-embed-image-v1' };
const read = (body: JsonObject) => amazonTitanEmbedMultimodal.read(body, model, false);
const picture = pngOf(10, 10);

describe('amazon-titan-embed-multimodal', () => {
  it('reads a text, a picture or both as one input', () => {
    const image = Uint8Array.from(Buffer.from(picture, 'base64'));
    expect(read({ inputText: 'Hi' })).toMatchObject({ inputs: [{ text: 'Hi' }], dimensions: 1024, normalize: true });
    const [both] = read({ inputText: 'Hi', inputImage: picture }).inputs;
    expect(both!.text).toBe('Hi');
    expect(Uint8Array.from(both!.image!)).toEqual(image);
    expect(read({ inputImage: picture, embeddingConfig: { outputEmbeddingLength: 384 } }).dimensions).toBe(384);
  });

  it.each<[string, Json, string]>([
    [
      'neither',
      {},
      '#: required key [inputText] not found, #: required key [inputImage] not found, #: required key [requests] not found',
    ],
    [
      'an unknown key, in the words of both branches of its schema',
      { inputText: 'Hi', dimensions: 256 },
      '#: extraneous key [dimensions] is not permitted, #: required key [requests] not found, ' +
        '#: extraneous key [inputText] is not permitted, #: extraneous key [dimensions] is not permitted',
    ],
    ['a large picture', { inputImage: pngOf(4096, 2048) }, '400 Bad Request: Image exceeds max pixels allowed. '],
  ])('refuses %s', (_, body, words) => {
    expect(refusalOf(amazonTitanEmbedMultimodal, body, model)).toBe(words);
  });

  it('refuses a length that is none', () => {
    const body = { inputText: 'Hi', embeddingConfig: { outputEmbeddingLength: 512 } };
    expect(refusalOf(amazonTitanEmbedMultimodal, body, model)).toMatch(
      /^#\/embeddingConfig\/outputEmbeddingLength: 512 is not a valid enum value, /,
    );
  });

  it('writes the vector, the count and no message', () => {
    expect(embeddingOf(amazonTitanEmbedMultimodal, { inputText: 'Hi' }, [[1, 0]], model)).toEqual({
      embedding: [1, 0],
      inputTextTokenCount: 4,
      message: null,
    });
  });
});
