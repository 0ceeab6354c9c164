import { describe, expect, it } from 'vitest';
import { embed, similarity, writeSimilarityTable } from '../../src/client/embed.js';
import { useClient } from './use-client.js';

const own = useClient();

describe('embed', () => {
  it.each([
    ['amazon.titan-embed-text-v2:0', 256],
    ['amazon.titan-embed-text-v1', undefined],
    ['amazon.titan-embed-image-v1', 384],
    ['cohere.embed-multilingual-v3', undefined],
    ['us.cohere.embed-v4:0', 512],
  ])('gives a vector of each text: %s', async (modelId, dimensions) => {
    const { vectors } = await embed(['a cat', 'a dog', 'a cat'], { client: own.client, modelId, dimensions });
    expect(vectors).toHaveLength(3);
    if (dimensions) expect(vectors[0]).toHaveLength(dimensions);
    expect(similarity(vectors[0]!, vectors[2]!)).toBeCloseTo(1, 5);
    expect(similarity(vectors[0]!, vectors[1]!)).toBeLessThan(1);
  });

  it('sends Cohere no more texts at once than it takes', async () => {
    const texts = Array.from({ length: 100 }, (_, index) => `text ${index}`);
    const { vectors } = await embed(texts, { client: own.client, modelId: 'cohere.embed-english-v3' });
    expect(vectors).toHaveLength(100);
  });

  it('shows every pair', () => {
    const texts = ['north', 'a text of more than forty characters, which is cut'];
    expect(
      writeSimilarityTable(texts, [
        [1, 0],
        [0, 2],
      ]).split('\n'),
    ).toEqual([
      `   ${' '.repeat(40)}      1      2`,
      `1  ${'north'.padEnd(40)}  1.000  0.000`,
      '2  a text of more than forty characters, w…  0.000  1.000',
    ]);
  });
});
