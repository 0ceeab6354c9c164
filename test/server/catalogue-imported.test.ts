import { describe, expect, it } from 'vitest';
import { type ModelOperation, resolveModel } from '../../src/server/catalogue.js';
import { findImportedModel } from '../../src/server/catalogue-imported.js';
import { defaultSettings } from '../../src/server/settings.js';

const arn = 'arn:aws:bedrock:us-east-1:123456789012:imported-model/a1b2c3d4e5f6';

const resolve = (operation: ModelOperation) =>
  resolveModel(arn, 'us-east-1', defaultSettings, operation, 0, (modelId) => ({ modelId, onDemand: true }));

describe('an imported model', () => {
  it('is known by its ARN', () => {
    expect(findImportedModel(arn, 'us-east-1')).toMatchObject({ modelId: arn, format: 'imported-model' });
  });

  it('can be invoked where a resource stands for it', () => {
    for (const operation of ['InvokeModel', 'InvokeModelWithResponseStream'] as const) {
      expect(resolve(operation)).toMatchObject({ requestedId: arn, model: { format: 'imported-model' } });
    }
    expect(() => resolveModel(arn, 'us-east-1', defaultSettings, 'InvokeModel', 0)).toThrow(
      'The provided model identifier is invalid.',
    );
  });

  it.each([
    ['of another region', arn, 'us-west-2'],
    ['by its id alone', 'a1b2c3d4e5f6', 'us-east-1'],
    ['of another service', arn.replace(':bedrock:', ':sagemaker:'), 'us-east-1'],
  ])('is not known %s', (_, identifier, region) => {
    expect(findImportedModel(identifier, region)).toBeUndefined();
  });

  it('has no Converse', () => {
    expect(() => resolve('Converse')).toThrow("This action doesn't support the model that you provided.");
  });
});
