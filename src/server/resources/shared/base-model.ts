/** The foundation models that custom models are made of, and what AWS refuses of them. */
import type { FoundationModel } from '../../../fixtures/foundation-models.js';
import { findListedModel, inferenceTypesIn } from '../../catalogue.js';
import { hintForUnknown } from '../../catalogue-hints.js';
import { catalogueOf } from '../../catalogue-index.js';
import { type ServiceException, validationException } from '../../exception.js';
import type { Scope } from '../resource.js';

/** Claude 3 Haiku can be fine-tuned (user guide, "Supported models for fine-tuning"), though ListFoundationModels does not say so. */
const alsoCustomizable = new Map([['anthropic.claude-3-haiku-20240307-v1:0:200k', ['FINE_TUNING']]]);

/** By id or ARN, if the scope's region has it. */
export function findBase(identifier: string, { region, namespace }: Scope): FoundationModel | undefined {
  return findListedModel(identifier, region, namespace.settings, namespace.clock.now());
}

export function unknownModel(identifier: string, { region, namespace }: Scope): ServiceException {
  return validationException('The provided model identifier is invalid.', {
    hint: hintForUnknown(identifier, region, catalogueOf(namespace.settings)),
  });
}

/** The model itself, or the one of its variants by context length (`:300k`) that `suits`. */
function findVariant(
  model: FoundationModel,
  scope: Scope,
  suits: (variant: FoundationModel) => boolean,
): FoundationModel | undefined {
  if (suits(model)) return model;
  return [...catalogueOf(scope.namespace.settings).models.values()].find(
    (variant) => variant.modelId.startsWith(`${model.modelId}:`) && findBase(variant.modelId, scope) && suits(variant),
  );
}

/** Throws where the model cannot be customized so. What can be tuned can be tuned by reinforcement, which ListFoundationModels does not tell. */
export function customizable(model: FoundationModel, type: string, scope: Scope): FoundationModel {
  const needed = type === 'REINFORCEMENT_FINE_TUNING' ? 'FINE_TUNING' : type;
  const typesOf = ({ modelId, customizationsSupported }: FoundationModel) => [
    ...customizationsSupported,
    ...(alsoCustomizable.get(modelId) ?? []),
  ];
  const variant = findVariant(model, scope, (one) => typesOf(one).includes(needed));
  if (variant) return variant;
  throw validationException(`The model ${model.modelId} does not support the customization type ${type}.`, {
    hint: 'ListFoundationModels with byCustomizationType lists the models that do',
  });
}

/** Throws where no throughput can be bought for the model. */
export function provisionable(model: FoundationModel, scope: Scope): FoundationModel {
  const variant = findVariant(model, scope, (one) => inferenceTypesIn(one, scope.region).includes('PROVISIONED'));
  if (!variant) {
    throw validationException(`The model ${model.modelId} does not support Provisioned Throughput.`, {
      hint: 'ListFoundationModels with byInferenceType PROVISIONED lists the models that do',
    });
  }
  // Source: user guide, "Model lifecycle".
  if (scope.namespace.settings.enforceLifecycle && variant.modelLifecycle.status === 'LEGACY')
    throw validationException(
      `The model ${variant.modelId} is legacy: no new Provisioned Throughput can be created for it.`,
    );
  return variant;
}
