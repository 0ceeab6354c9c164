/** Parameters of the models that draw and embed: sizes, counts, seeds, lengths of vectors. */
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';
import { invoke } from '../support/invoke.js';

let server: StartedServer;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  server = await startServer();
  client = createRuntimeClient(server.url, 'h2', { maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

const sizeOf = (base64: string) => {
  const { width, height } = decode(Buffer.from(base64, 'base64'));
  return { width, height };
};

describe('Stable Diffusion XL', () => {
  const draw = async (parameters: object) => {
    const request = { text_prompts: [{ text: 'A lighthouse' }], ...parameters };
    const { body } = await invoke(client, 'stability.stable-diffusion-xl-v1', request);
    return body.artifacts as { base64: string; seed: number }[];
  };
  const small = { width: 640, height: 1536 };

  it('draws in the size that was asked for', async () => {
    expect(sizeOf((await draw({ width: 1344, height: 768 }))[0]!.base64)).toEqual({ width: 1344, height: 768 });
  });

  it('makes as many samples as were asked for: one, which is all that AWS has', async () => {
    expect(await draw({ ...small, samples: 1 })).toHaveLength(1);
    await expect(draw({ ...small, samples: 2 })).rejects.toThrow(/samples: 2 is not less or equal to 1/);
  });

  it('draws by the seed, and says which', async () => {
    const [first, again, other] = await Promise.all([5, 5, 6].map((seed) => draw({ ...small, seed })));
    expect(first![0]!.seed).toBe(5);
    expect(again).toEqual(first);
    expect(other![0]!.base64).not.toBe(first![0]!.base64);
  });
});

describe('Titan Image Generator', () => {
  const draw = async (imageGenerationConfig: object): Promise<string[]> => {
    const request = {
      taskType: 'TEXT_IMAGE',
      textToImageParams: { text: 'A lighthouse' },
      imageGenerationConfig: { width: 320, height: 704, ...imageGenerationConfig },
    };
    return (await invoke(client, 'amazon.titan-image-generator-v1', request)).body.images;
  };

  it('draws as many pictures, in the size that was asked for', async () => {
    const images = await draw({ numberOfImages: 3, width: 512, height: 512 });
    expect(images.map(sizeOf)).toEqual(Array(3).fill({ width: 512, height: 512 }));
    expect(new Set(images).size).toBe(3);
  });

  it('draws by the seed', async () => {
    const [first, again, other] = await Promise.all([5, 5, 6].map((seed) => draw({ seed })));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
});

describe('Titan Text Embeddings V2', () => {
  const embed = async (parameters: object): Promise<number[]> =>
    (await invoke(client, 'amazon.titan-embed-text-v2:0', { inputText: 'A lighthouse by the sea', ...parameters })).body
      .embedding;
  const lengthOf = (vector: number[]) => Math.hypot(...vector);

  it.each([256, 512, 1024])('gives %d dimensions', async (dimensions) => {
    const vector = await embed({ dimensions });
    expect(vector).toHaveLength(dimensions);
    expect(lengthOf(vector)).toBeCloseTo(1, 5);
  });

  it('gives vectors of length 1 unless it is told not to', async () => {
    const [usual, normal, raw] = [await embed({}), await embed({ normalize: true }), await embed({ normalize: false })];
    expect(normal).toEqual(usual);
    expect(Math.abs(lengthOf(raw) - 1)).toBeGreaterThan(0.1);
    const length = lengthOf(raw);
    for (const [index, value] of raw.entries()) expect(value / length).toBeCloseTo(usual[index]!, 4);
  });
});

describe('Titan Multimodal Embeddings', () => {
  it.each([256, 384, 1024])('gives %d dimensions', async (outputEmbeddingLength) => {
    const { body } = await invoke(client, 'amazon.titan-embed-image-v1', {
      inputText: 'A lighthouse',
      embeddingConfig: { outputEmbeddingLength },
    });
    expect(body.embedding).toHaveLength(outputEmbeddingLength);
  });
});
