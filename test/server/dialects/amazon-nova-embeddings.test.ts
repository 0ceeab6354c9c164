import { describe, expect, it } from 'vitest';
import { amazonNovaEmbeddings } from '../../../src/server/dialects/amazon-nova-embeddings.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { embeddingOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'amazon.nova-2-multimodal-embeddings-v1:0' };
const bytes = Buffer.from('picture').toString('base64');
const single = (parameters: JsonObject, more: JsonObject = {}): JsonObject => ({
  taskType: 'SINGLE_EMBEDDING',
  singleEmbeddingParams: { embeddingPurpose: 'GENERIC_INDEX', ...parameters },
  ...more,
});
const text = (value: string, truncationMode = 'END'): JsonObject => ({ text: { truncationMode, value } });
const video = (embeddingMode: string): JsonObject => ({ video: { format: 'mp4', source: { bytes }, embeddingMode } });
const read = (parameters: JsonObject) => amazonNovaEmbeddings.read(single(parameters), model, false);

describe('amazon-nova-embeddings reads', () => {
  it('a text', () => {
    expect(read({ ...text('Ruby'), embeddingDimension: 256 })).toEqual({
      kind: 'embedding',
      modelId: model.id,
      inputs: [{ text: 'Ruby' }],
      dimensions: 256,
      normalize: true,
    });
    expect(read(text('Ruby')).dimensions).toBe(3072);
  });

  it('a picture, a sound, and a video of one part or two', () => {
    const image = read({ image: { format: 'png', source: { bytes }, detailLevel: 'DOCUMENT_IMAGE' } }).inputs;
    expect(Buffer.from(image[0]!.image!).toString()).toBe('picture');
    expect(read({ audio: { format: 'mp3', source: { bytes } } }).inputs).toHaveLength(1);
    expect(read(video('AUDIO_VIDEO_COMBINED')).inputs).toHaveLength(1);
    expect(read(video('AUDIO_VIDEO_SEPARATE')).inputs).toHaveLength(2);
  });

  it('what lies in S3, by its name', () => {
    const source = { s3Location: { uri: 's3://bucket/hello.txt' } };
    expect(read({ text: { truncationMode: 'NONE', source } }).inputs).toEqual([{ text: 's3://bucket/hello.txt' }]);
  });

  it('a long text from the end that is kept', () => {
    const long = `${'a'.repeat(8192)}b`;
    expect(read(text(long, 'END')).inputs[0]!.text).toBe('a'.repeat(8192));
    expect(read(text(long, 'START')).inputs[0]!.text).toBe(`${'a'.repeat(8191)}b`);
  });

  it.each<[string, Json, string]>([
    ['no task', {}, '#: required key [taskType] not found'],
    [
      "the asynchronous call's task",
      { taskType: 'SEGMENTED_EMBEDDING', singleEmbeddingParams: {} },
      '#/taskType: SEGMENTED_EMBEDDING is not a valid enum value',
    ],
    ['no input', single({}), '#/singleEmbeddingParams: required key [text] not found'],
    [
      'two inputs',
      single({ ...text('x'), image: { format: 'png', source: { bytes } } }),
      '#/singleEmbeddingParams: extraneous key [text] is not permitted',
    ],
    [
      'an unknown purpose',
      single({ ...text('x'), embeddingPurpose: 'SEARCH' }),
      '#/singleEmbeddingParams/embeddingPurpose: SEARCH is not a valid enum value',
    ],
    [
      'a length that is none',
      single({ ...text('x'), embeddingDimension: 512 }),
      '#/singleEmbeddingParams/embeddingDimension: 512 is not a valid enum value',
    ],
    [
      'a format that is none',
      single({ image: { format: 'bmp', source: { bytes } } }),
      '#/singleEmbeddingParams/image/format: bmp is not a valid enum value',
    ],
    [
      'a long text that must not be cut',
      single(text('x'.repeat(8193), 'NONE')),
      '#/singleEmbeddingParams/text/value: expected maxLength: 8192, actual: 8193',
    ],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(amazonNovaEmbeddings, body, model)).toBe(words);
  });
});

describe('amazon-nova-embeddings writes', () => {
  it('the vector with the kind of its input', () => {
    expect(embeddingOf(amazonNovaEmbeddings, single(text('Ruby')), [[1, 0]], model)).toEqual({
      embeddings: [{ embeddingType: 'TEXT', embedding: [1, 0] }],
    });
    expect(embeddingOf(amazonNovaEmbeddings, single(video('AUDIO_VIDEO_SEPARATE')), [[1], [0]], model)).toEqual({
      embeddings: [
        { embeddingType: 'VIDEO', embedding: [1] },
        { embeddingType: 'AUDIO', embedding: [0] },
      ],
    });
    const combined = embeddingOf(amazonNovaEmbeddings, single(video('AUDIO_VIDEO_COMBINED')), [[1]], model);
    expect(combined).toMatchObject({ embeddings: [{ embeddingType: 'AUDIO_VIDEO_COMBINED' }] });
  });

  it('how much of a text was kept', () => {
    const reply = embeddingOf(amazonNovaEmbeddings, single(text('x'.repeat(9000))), [[1]], model);
    expect(reply).toMatchObject({ embeddings: [{ truncatedCharLength: 8192 }] });
  });
});
