import { describe, expect, it } from 'vitest';
import { cohereEmbedV4 } from '../../../src/server/dialects/cohere-embed-v4.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { embeddingOf, pngOf, refusalOf, requestId } from './shared/use-dialect.js';

const model = { id: 'cohere.embed-v4:0' };
const read = (body: JsonObject) => cohereEmbedV4.read(body, model, false);
const valid = { texts: ['Ruby'], input_type: 'search_document' };
const uri = `data:image/png;base64,${pngOf(10, 20)}`;
const interleaved = (...content: Json[]) => ({ input_type: 'search_query', inputs: [{ content }] });

describe('cohere-embed-v4 reads', () => {
  it('texts, for vectors of a chosen length', () => {
    expect(read({ ...valid, output_dimension: 512, max_tokens: 256, truncate: 'LEFT' })).toEqual({
      kind: 'embedding',
      modelId: model.id,
      inputs: [{ text: 'Ruby' }],
      dimensions: 512,
      normalize: true,
    });
    expect(read({ ...valid, truncate: 'START' }).dimensions).toBe(1536);
  });

  it('pictures', () => {
    const { inputs } = read({ images: [uri, uri], input_type: 'clustering' });
    expect(inputs.map(({ image }) => Buffer.from(image!).toString('base64'))).toEqual([pngOf(10, 20), pngOf(10, 20)]);
  });

  it.each([uri, { url: uri }])('text and picture interleaved, as one input', (image_url) => {
    const body = interleaved(
      { type: 'text', text: 'Page' },
      { type: 'image_url', image_url },
      { type: 'text', text: '1' },
    );
    const { inputs } = read(body);
    expect(inputs).toHaveLength(1);
    expect(inputs[0]!.text).toBe('Page\n1');
    expect(Buffer.from(inputs[0]!.image!).toString('base64')).toBe(pngOf(10, 20));
  });

  it.each<[string, Json, string]>([
    [
      'nothing to embed',
      { input_type: 'search_query' },
      '#: required key [texts] not found#: required key [images] not found#: required key [inputs] not found',
    ],
    ['no purpose', { texts: ['x'] }, '#: required key [input_type] not found'],
    ["v3's purpose", { ...valid, input_type: 'image' }, '#/input_type: image is not a valid enum value'],
    ['a length that is none', { ...valid, output_dimension: 384 }, '#/output_dimension: 384 is not a valid enum value'],
    ['many tokens', { ...valid, max_tokens: 128_001 }, '#/max_tokens: 128001 is not less or equal to 128000'],
    ['a part of no kind', interleaved({ type: 'text' }), '#/inputs/0/content/0: required key [text] not found'],
    ['an unknown key', { ...valid, model: 'x' }, '#: extraneous key [model] is not permitted'],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(cohereEmbedV4, body, model)).toBe(words);
  });
});

describe('cohere-embed-v4 writes', () => {
  it('floats by type where none is asked for', () => {
    expect(embeddingOf(cohereEmbedV4, valid, [[0.5, -0.5]], model)).toEqual({
      id: requestId,
      texts: ['Ruby'],
      embeddings: { float: [[0.5, -0.5]] },
      response_type: 'embeddings_by_type',
    });
  });

  it('the types that are', () => {
    const body = { ...valid, embedding_types: ['int8', 'ubinary'] };
    expect(embeddingOf(cohereEmbedV4, body, [[0.5, -0.5]], model).embeddings).toEqual({
      int8: [[127, -127]],
      ubinary: [[0b10000000]],
    });
  });
});
