import { describe, expect, it } from 'vitest';
import { errorsOf } from '../../../src/fixtures/operation-errors.js';
import type { ServiceException } from '../../../src/server/exception.js';
import { respondWithSample } from '../../../src/server/responders/sample.js';
import { namesResource } from '../../../src/server/responders/shared/named-resource.js';
import { findOperation, operations } from '../../../src/server/smithy/operation.js';
import { sampleShape } from '../../../src/server/smithy/sample.js';
import { fakeExchange } from '../operations/fake-exchange.js';

type Output = Record<string, unknown>;

function respond(operation: string, input: Output = {}): Output {
  const reply = respondWithSample(fakeExchange(operation, input));
  if (reply.kind !== 'output') throw new Error(reply.kind);
  return reply.output.output;
}

function refusal(operation: string, input: Output = {}): ServiceException {
  try {
    respond(operation, input);
  } catch (thrown) {
    return thrown as ServiceException;
  }
  throw new Error('nothing was refused');
}

const notFound =
  'The specified resource Amazon Resource Name (ARN) was not found. Check the Amazon Resource Name (ARN) and try your request again.';

describe('a create', () => {
  it('reflects the input, at any depth', () => {
    const modelSourceIdentifier = 'arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/m';
    const { marketplaceModelEndpoint } = respond('CreateMarketplaceModelEndpoint', {
      modelSourceIdentifier,
      endpointName: 'mine',
    });
    expect(marketplaceModelEndpoint).toMatchObject({ modelSourceIdentifier });
  });
});

describe('what names a resource', () => {
  it.each([
    ['GetGuardrail', { guardrailIdentifier: 'abc' }, notFound],
    ['DeleteInferenceProfile', { inferenceProfileIdentifier: 'abc' }, notFound],
    ['CreateGuardrailVersion', { guardrailIdentifier: 'abc' }, notFound],
    ['StopModelInvocationJob', { jobIdentifier: 'abc' }, 'The provided batch inference job was not found.'],
  ])('%s finds nothing', (operation, input, words) => {
    const { name, message } = refusal(operation, input);
    expect([name, message]).toEqual(['ResourceNotFoundException', words]);
  });

  it('is refused as invalid where the operation has no ResourceNotFoundException', () => {
    const { name } = refusal('GetAsyncInvoke', {
      invocationArn: 'arn:aws:bedrock:us-east-1:123456789012:async-invoke/abcdefghijkl',
    });
    expect(name).toBe('ValidationException');
  });

  it('is never answered with success, whichever operation', () => {
    for (const operation of operations) {
      const member = namesResource(operation);
      if (!member) continue;
      const input = sampleShape(operation.service, operation.input, undefined, { seed: 1, now: 0 }) as Output;
      input[member.name] ??= 'abc';
      const expected =
        errorsOf(operation.name).find((name) => name === 'ResourceNotFoundException') ?? 'ValidationException';
      expect(refusal(operation.name, input).name, operation.name).toBe(expected);
    }
  });

  it('is a member of the input: no operation of the table is misspelt', () => {
    const naming = operations.filter((operation) => namesResource(operation)).map(({ name }) => name);
    expect(naming).toContain('UpdateGuardrail');
    expect(naming.length).toBeGreaterThan(60);
    expect(naming.filter((name) => /^(Get|Delete|Stop|Cancel|Update|Deregister)/.test(name)).length).toBeGreaterThan(
      45,
    );
    expect(namesResource(findOperation('CreateGuardrail')!)).toBeUndefined();
    expect(namesResource(findOperation('Converse')!)).toBeUndefined();
  });
});

describe('an account that has none', () => {
  it('lists nothing', () => expect(respond('ListGuardrails')).toEqual({ guardrails: [] }));
  it('has no logging configuration', () => expect(respond('GetModelInvocationLoggingConfiguration')).toEqual({}));
});

it('says what answered', () => {
  const exchange = fakeExchange('ListGuardrails', {});
  respondWithSample(exchange);
  expect(exchange.notes.answeredBy).toBe('sample');
});
