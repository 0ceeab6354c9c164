import { describe, expect, it } from 'vitest';
import type { ServiceException } from '../../../src/server/exception.js';
import { startAsyncInvoke } from '../../../src/server/operations/start-async-invoke.js';
import { fakeExchange } from './fake-exchange.js';

const reel = 'amazon.nova-reel-v1:0';
const video = {
  taskType: 'TEXT_VIDEO',
  textToVideoParams: { text: 'A cat jumps through a ring of fire' },
  videoGenerationConfig: { durationSeconds: 6, fps: 24, dimension: '1280x720' },
};

function start(modelId: string, modelInput: unknown, region = 'us-east-1') {
  const exchange = fakeExchange('StartAsyncInvoke', { modelId, modelInput }, region);
  const { invocationArn } = startAsyncInvoke(exchange).output;
  return { invocationArn, answeredBy: exchange.notes.answeredBy };
}

function refusal(modelId: string, modelInput: unknown): Pick<ServiceException, 'name' | 'message'> {
  try {
    start(modelId, modelInput);
  } catch (thrown) {
    const { name, message } = thrown as ServiceException;
    return { name, message };
  }
  throw new Error('nothing was refused');
}

describe('StartAsyncInvoke', () => {
  it('gives the ARN of an invocation', () => {
    expect(start(reel, video)).toEqual({
      invocationArn: expect.stringMatching(/^arn:aws:bedrock:us-east-1:123456789012:async-invoke\/[a-z0-9]{12}$/),
      answeredBy: 'sample',
    });
  });

  it.each<[string, string, object]>([
    ['us-west-2', 'luma.ray-v2:0', { prompt: 'A cat' }],
    ['us-east-1', 'twelvelabs.marengo-embed-2-7-v1:0', { inputType: 'text', inputText: 'A cat' }],
    [
      'us-east-1',
      'amazon.nova-2-multimodal-embeddings-v1:0',
      { taskType: 'SEGMENTED_EMBEDDING', segmentedEmbeddingParams: { embeddingPurpose: 'GENERIC_INDEX', video: {} } },
    ],
  ])('takes, in %s, %s', (region, modelId, modelInput) => {
    expect(start(modelId, modelInput, region).invocationArn).toContain(`:${region}:`);
  });

  it('refuses an input that is not in the format of the model', () => {
    expect(refusal(reel, { ...video, textToVideoParams: { text: 'x'.repeat(676) } })).toEqual({
      name: 'ValidationException',
      message:
        'Malformed input request: #/textToVideoParams/text: expected maxLength: 512, actual: 676, ' +
        'reformat your input and try again.',
    });
  });

  it.each<[string, string, unknown]>([
    ['a model that answers at once', 'mistral.mistral-small-2402-v1:0', { prompt: 'Hi' }],
    ['an input that is a text', reel, JSON.stringify(video)],
    ['an input that is none', reel, null],
  ])('refuses %s', (_, modelId, modelInput) => {
    expect(refusal(modelId, modelInput).message).toBe('The provided request is not valid');
  });

  it('refuses a model that is none', () => {
    expect(refusal('a.b', video).message).toBe('The provided model identifier is invalid.');
  });
});
