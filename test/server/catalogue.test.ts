import { describe, expect, test } from 'vitest';
import { type ModelOperation, resolveModel } from '../../src/server/catalogue.js';
import { ServiceException } from '../../src/server/exception.js';
import { defaultSettings, type Settings } from '../../src/server/settings.js';

const NOW = Date.parse('2026-11-23T00:00:00Z');

function resolve(
  modelId: string,
  region = 'us-east-1',
  operation: ModelOperation = 'InvokeModel',
  settings: Partial<Settings> = {},
) {
  return resolveModel(modelId, region, { ...defaultSettings, ...settings }, operation, NOW);
}

/** The exception that a call throws. */
function refusal(call: () => unknown): ServiceException {
  try {
    call();
  } catch (thrown) {
    if (thrown instanceof ServiceException) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}

const INVALID = 'The provided model identifier is invalid.';

describe('an id that means a model', () => {
  test.each([
    'amazon.titan-tg1-large',
    'amazon.titan-text-express-v1',
    'amazon.titan-embed-text-v1',
    'amazon.titan-image-generator-v1',
    'ai21.j2-ultra-v1',
    'ai21.j2-mid-v1',
    'anthropic.claude-v2',
    'anthropic.claude-instant-v1',
    'cohere.command-text-v14',
    'stability.stable-diffusion-xl-v1',
    'meta.llama2-13b-chat-v1',
  ])('%s of the course works by default, in both of its regions', (id) => {
    expect(resolve(id, 'us-east-1').model.modelId).toBe(id);
    expect(resolve(id, 'us-west-2').model.modelId).toBe(id);
  });

  test('an ARN of a foundation model means the same as its id', () => {
    const arn = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-tg1-large';
    expect(resolve(arn)).toMatchObject({ requestedId: arn, model: { modelId: 'amazon.titan-tg1-large' } });
  });

  test('an inference profile means its model, by id and by ARN', () => {
    const id = 'us.anthropic.claude-3-7-sonnet-20250219-v1:0';
    for (const name of [id, `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${id}`]) {
      expect(resolve(name)).toMatchObject({
        requestedId: name,
        inferenceProfileId: id,
        model: { modelId: 'anthropic.claude-3-7-sonnet-20250219-v1:0', format: 'anthropic-messages' },
      });
    }
  });

  test('a global profile is called from every continent', () => {
    for (const region of ['us-west-2', 'eu-central-1', 'ap-northeast-1', 'sa-east-1'])
      expect(resolve('global.anthropic.claude-haiku-4-5-20251001-v1:0', region).inferenceProfileId).toBeDefined();
  });
});

describe('an id that AWS refuses', () => {
  test.each([
    ['no such model', 'does-not-exist', 'us-east-1'],
    ['no such version', 'meta.llama3-8b-instruct-v999:999', 'us-east-1'],
    ['no such profile', 'us.does-not-exist-model-v1:0', 'us-east-1'],
    ['a model that the region does not have', 'anthropic.claude-v2:1', 'ap-south-1'],
    ['a profile of another region', 'us.anthropic.claude-sonnet-4-6', 'eu-west-1'],
    ['an ARN of another region', 'arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0', 'us-east-1'],
    ['a profile in a model ARN', 'arn:aws:bedrock:us-east-1::foundation-model/us.amazon.nova-lite-v1:0', 'us-east-1'],
    ['a model of the other endpoint', 'zai.glm-4.6', 'us-east-1'],
    ['a prototype member', '__proto__', 'us-east-1'],
    ['the empty id', '', 'us-east-1'],
  ])('%s: %s', (_what, id, region) => {
    expect(refusal(() => resolve(id, region))).toMatchObject({ name: 'ValidationException', message: INVALID });
  });

  test.each([
    'application-inference-profile/1arbu5hu2sjr',
    'provisioned-model/abcdefghijkl',
    'custom-model/amazon.titan-text-lite-v1:0:4k/abcdefghijkl',
    'custom-model-deployment/abcdefghijkl',
    'imported-model/abcdefghijkl',
    'prompt/ABCDEFGHIJ:1',
    'prompt-router/abcdefghijkl',
  ])('a resource that nothing created: %s', (resource) => {
    const arn = `arn:aws:bedrock:us-east-1:123456789012:${resource}`;
    const thrown = refusal(() => resolve(arn));
    expect(thrown).toMatchObject({ name: 'ValidationException', message: INVALID });
    expect(thrown.options.hint).toBe(`nothing has created ${arn}`);
  });

  test('a marketplace endpoint that nothing registered', () => {
    const arn = 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/endpoint-quick-start-idr7y';
    expect(refusal(() => resolve(arn)).message).toBe(INVALID);
  });

  test('a model that needs a profile: the words with their typographic apostrophe', () => {
    const thrown = refusal(() => resolve('anthropic.claude-sonnet-4-5-20250929-v1:0', 'us-east-1', 'Converse'));
    expect(thrown.name).toBe('ValidationException');
    expect(thrown.message).toBe(
      'Invocation of model ID anthropic.claude-sonnet-4-5-20250929-v1:0 with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
    );
    expect(thrown.options.hint).toContain('us.anthropic.claude-sonnet-4-5-20250929-v1:0');
  });

  test('the same model is on demand in one region and needs a profile in another', () => {
    const id = 'anthropic.claude-3-5-haiku-20241022-v1:0';
    expect(resolve(id, 'us-west-2').model.modelId).toBe(id);
    expect(refusal(() => resolve(id, 'us-east-1', 'Converse')).message).toContain('on-demand throughput');
  });

  test('InvokeModel says so only when it has looked at the body', () => {
    const { throughputRefusal } = resolve('anthropic.claude-sonnet-4-5-20250929-v1:0', 'us-east-1', 'InvokeModel');
    expect(throughputRefusal?.message).toContain('on-demand throughput');
  });

  test('an id with a context length needs provisioned throughput', () => {
    const thrown = refusal(() => resolve('amazon.titan-text-express-v1:0:8k', 'us-east-1', 'Converse'));
    expect(thrown.message).toContain('amazon.titan-text-express-v1:0:8k with on-demand throughput');
    expect(thrown.options.hint).toContain('provisioned throughput');
  });
});

describe('an operation that the model does not have', () => {
  test.each([
    ['Converse', 'amazon.titan-embed-text-v2:0'],
    ['Converse', 'stability.stable-diffusion-xl-v1'],
    ['ConverseStream', 'amazon.nova-sonic-v1:0'],
  ] as const)('%s of %s', (operation, id) => {
    expect(refusal(() => resolve(id, 'us-east-1', operation))).toMatchObject({
      name: 'ValidationException',
      message:
        "This action doesn't support the model that you provided. Try again with a supported text or chat model.",
    });
  });

  test.each([
    ['InvokeModelWithResponseStream', 'ai21.j2-mid-v1'],
    ['InvokeModelWithResponseStream', 'amazon.titan-embed-text-v1'],
    ['InvokeModelWithResponseStream', 'stability.stable-diffusion-xl-v1'],
    ['ConverseStream', 'ai21.j2-ultra-v1'],
  ] as const)('%s of %s, which cannot stream', (operation, id) => {
    expect(refusal(() => resolve(id, 'us-east-1', operation)).message).toBe('The model is unsupported for streaming.');
  });

  test('CountTokens takes the bare id, though inference would need a profile', () => {
    const id = 'anthropic.claude-sonnet-4-20250514-v1:0';
    expect(resolve(id, 'us-east-1', 'CountTokens').model.modelId).toBe(id);
    for (const other of [`us.${id}`, 'amazon.nova-lite-v1:0', 'anthropic.claude-opus-4-8'])
      expect(refusal(() => resolve(other, 'us-east-1', 'CountTokens')).message).toBe(
        "The provided model doesn't support counting tokens.",
      );
  });
});

describe('with enforceLifecycle', () => {
  const strict = { ...defaultSettings, enforceLifecycle: true };
  const at = (modelId: string, date: string) =>
    resolveModel(modelId, 'us-east-1', strict, 'Converse', Date.parse(date));

  test('a model whose day has come is refused', () => {
    expect(at('cohere.command-r-v1:0', '2026-08-19T07:59:59Z').model.modelId).toBe('cohere.command-r-v1:0');
    expect(refusal(() => at('cohere.command-r-v1:0', '2026-08-19T08:00:00Z'))).toMatchObject({
      name: 'ResourceNotFoundException',
      message:
        'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
    });
  });

  test('so is one that AWS withdrew long ago', () => {
    expect(refusal(() => at('anthropic.claude-v2', '2026-01-01')).name).toBe('ResourceNotFoundException');
  });

  test('one that lives on is not', () => {
    expect(at('amazon.nova-lite-v1:0', '2026-11-23').model.modelId).toBe('amazon.nova-lite-v1:0');
  });
});

describe('the hint beside a refusal', () => {
  const hint = (id: string, region?: string) => refusal(() => resolve(id, region)).options.hint;

  test('names the nearest ids and the remedy', () => {
    expect(hint('anthropic.claude-3-haiku-20240307')).toMatch(
      /^the nearest ids are anthropic\.claude-3-haiku-20240307-v1:0, us\.anthropic\.claude-3-haiku-20240307-v1:0, .+; to add a model, write in the config file: models: \[\{ id: "anthropic\.claude-3-haiku-20240307", like: "anthropic\.claude-3-haiku-20240307-v1:0" \}\]$/,
    );
    expect(hint('us.anthropic.claude-opus-4-8-v1')).toMatch(/^the nearest ids are us\.anthropic\.claude-opus-4-8, /);
  });

  test('says where the id would work', () => {
    expect(hint('anthropic.claude-v2', 'eu-west-1')).toBe(
      'anthropic.claude-v2 is known in us-east-1, us-west-2, not in eu-west-1',
    );
    expect(hint('us.anthropic.claude-sonnet-4-6', 'eu-west-1')).toMatch(
      /not from eu-west-1; from eu-west-1 call eu\.anthropic\.claude-sonnet-4-6 or global\.anthropic\.claude-sonnet-4-6$/,
    );
    expect(hint('google.gemma-4-31b')).toContain('bedrock-mantle');
  });

  test('of an id like no other gives the remedy alone', () => {
    expect(hint('zzzzzz')).toMatch(/^to add a model/);
  });
});
