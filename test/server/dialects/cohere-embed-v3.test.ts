import { describe, expect, it } from 'vitest';
import { cohereEmbedV3 } from '../../../src/server/dialects/cohere-embed-v3.js';
import type { Json } from '../../../src/server/dialects/dialect.js';
import { embeddingOf, pngOf, refusalOf, requestId } from './shared/use-dialect.js';

const model = { id: 'cohere.embed-english-v3' };
const vector = [0.5, -1, 0, 0.25, 0.1, 0, 0, -0.2];
const valid = { texts: ['Hello World'], input_type: 'search_document' };
const uri = `data:image/png;base64,${pngOf(10, 20)}`;

describe('cohere-embed-v3 reads', () => {
  it('texts', () => {
    const body = { ...valid, texts: ['One', 'Two'], truncate: 'END' };
    expect(cohereEmbedV3.read(body, model, false)).toEqual({
      kind: 'embedding',
      modelId: model.id,
      inputs: [{ text: 'One' }, { text: 'Two' }],
      dimensions: 1024,
      normalize: true,
    });
  });

  it('a picture', () => {
    const { inputs } = cohereEmbedV3.read({ images: [uri], input_type: 'image' }, model, false);
    expect(Buffer.from(inputs[0]!.image!).toString('base64')).toBe(pngOf(10, 20));
  });

  it.each<[string, Json, string]>([
    [
      "Titan's body",
      { inputText: 'Hi' },
      '#: required key [images] not found#: required key [texts] not found#: required key [texts] not found' +
        '#: required key [texts] not found#: required key [texts] not found' +
        '#: required key [input_type] not found#: extraneous key [inputText] is not permitted',
    ],
    ["v4's setting", { ...valid, max_tokens: 256 }, '#: extraneous key [max_tokens] is not permitted'],
    ['a long text', { ...valid, texts: ['x'.repeat(2101)] }, '#/texts/0: expected maxLength: 2048, actual: 2101'],
    [
      'many texts',
      { ...valid, texts: Array.from({ length: 97 }, () => 'x') },
      '#/texts: expected maximum item count: 96, found: 97',
    ],
    ['a text alone', { ...valid, texts: 'Hi' }, '#/texts: expected type: JSONArray, found: String'],
    ['two pictures', { images: [uri, uri], input_type: 'image' }, '#/images: expected maximum item count: 1, found: 2'],
    ["v4's truncation", { ...valid, truncate: 'LEFT' }, '#/truncate: LEFT is not a valid enum value'],
    ['an unknown kind', { ...valid, embedding_types: ['int4'] }, '#/embedding_types/0: int4 is not a valid enum value'],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(cohereEmbedV3, body, model)).toBe(words);
  });

  it('and refuses an unknown purpose', () => {
    expect(refusalOf(cohereEmbedV3, { ...valid, input_type: 'search' }, model)).toContain(
      '#/input_type: search is not a valid enum value',
    );
  });
});

describe('cohere-embed-v3 writes', () => {
  it('bare floats, and the texts in lower case', () => {
    expect(embeddingOf(cohereEmbedV3, valid, [vector], model)).toEqual({
      embeddings: [vector],
      id: requestId,
      response_type: 'embeddings_floats',
      texts: ['hello world'],
    });
    const multilingual = { id: 'cohere.embed-multilingual-v3' };
    expect(embeddingOf(cohereEmbedV3, valid, [vector], multilingual).texts).toEqual(['Hello World']);
  });

  it('each kind of number that was asked for', () => {
    const body = { ...valid, embedding_types: ['float', 'int8', 'uint8', 'binary', 'ubinary'] };
    expect(embeddingOf(cohereEmbedV3, body, [vector], model)).toMatchObject({
      embeddings: {
        float: [vector],
        int8: [[64, -127, 0, 32, 13, 0, 0, -25]],
        uint8: [[192, 1, 128, 160, 141, 128, 128, 103]],
        binary: [[0b10011000 - 128]],
        ubinary: [[0b10011000]],
      },
      response_type: 'embeddings_by_type',
    });
  });

  it('what the picture was', () => {
    const reply = embeddingOf(cohereEmbedV3, { images: [uri], input_type: 'image' }, [vector], model);
    expect(reply.images).toEqual([{ width: 10, height: 20, format: 'png', bit_depth: 24 }]);
    expect(reply).not.toHaveProperty('texts');
  });
});
