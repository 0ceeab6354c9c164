import { describe, expect, it } from 'vitest';
import { generate } from '../../../src/server/generation/index.js';
import { asking, context } from './requests.js';

describe('generate', () => {
  it('answers each kind of inference with its own kind of output', () => {
    const embedding = {
      kind: 'embedding' as const,
      modelId: 'm',
      inputs: [{ text: 'a' }],
      dimensions: 8,
      normalize: true,
    };
    const image = { kind: 'image' as const, modelId: 'm', prompt: 'a', width: 8, height: 8, count: 1, seed: 0 };
    const ranking = { kind: 'ranking' as const, modelId: 'm', query: 'a', documents: ['b'] };
    for (const inference of [asking('Hi'), embedding, image, ranking]) {
      expect(generate(inference, context()).kind).toBe(inference.kind);
    }
  });
});
