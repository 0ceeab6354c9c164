/** Which model an id, profile or ARN means in a region, or AWS's refusal of it. */
import type { FoundationModel } from '../fixtures/foundation-models.js';
import type { InferenceProfile } from '../fixtures/inference-profiles.js';
import { readArn } from './catalogue-arn.js';
import { hintForThroughput, hintForUnknown } from './catalogue-hints.js';
import { findImportedModel } from './catalogue-imported.js';
import { type Catalogue, catalogueOf } from './catalogue-index.js';
import { exception, type ServiceException, validationException } from './exception.js';
import type { Settings } from './settings.js';

export interface ResolvedModel {
  model: FoundationModel;
  /** The id as the caller gave it, ARN decoded: what logs and metrics name. */
  requestedId: string;
  /** Set where the id named an inference profile, or a resource that stands for one: `us.anthropic....`. */
  inferenceProfileId?: string;
  /** Set where the id named a prompt router: the ARN of the model that it chose. */
  routedTo?: string;
  /** The model cannot be invoked by this id. InvokeModel refuses its body before it says so. Source: recorded exchanges. */
  throughputRefusal?: ServiceException;
}

/** What the ARN of a resource means as a model's id. */
export interface StandsFor {
  /** The id or ARN of a foundation model or system-defined inference profile; of an imported model its own ARN. */
  modelId: string;
  /** Whether it uses the model's own throughput on demand; false where it has capacity of its own. */
  onDemand: boolean;
  /** The ARN of the model that a prompt router chose. */
  routedTo?: string;
}

/** Finds what a resource of the caller's stands for, by its ARN. */
export type ResourceLookup = (arn: string) => StandsFor | undefined;

export type ModelOperation =
  | 'Converse'
  | 'ConverseStream'
  | 'InvokeModel'
  | 'InvokeModelWithResponseStream'
  | 'InvokeModelWithBidirectionalStream'
  | 'CountTokens'
  | 'StartAsyncInvoke';

const withoutThroughput = new Set<ModelOperation>(['CountTokens', 'StartAsyncInvoke']);
const looksAtBodyFirst = new Set<ModelOperation>(['InvokeModel', 'InvokeModelWithResponseStream']);

/**
 * Finds the model that `modelId` means for a caller in `region`. Throws the exception that AWS would, with a hint.
 * `now`: milliseconds since the epoch, of the namespace's clock; `settings.enforceLifecycle` alone asks for it.
 * `lookup`: default none, so that only models and system-defined profiles are known.
 */
export function resolveModel(
  modelId: string,
  region: string,
  settings: Settings,
  operation: ModelOperation,
  now: number,
  lookup?: ResourceLookup,
): ResolvedModel {
  const catalogue = catalogueOf(settings);
  const resource = lookup?.(modelId);
  const meantId = resource?.modelId ?? modelId;
  const model = findModel(meantId, region, settings) ?? (resource && findImportedModel(meantId, region));
  const profile = model ? undefined : findProfile(meantId, region, settings);
  const meant = model ?? (profile && catalogue.models.get(profile.modelId));
  if (!meant) {
    throw validationException('The provided model identifier is invalid.', {
      hint: hintForUnknown(modelId, region, catalogue),
    });
  }
  if (settings.enforceLifecycle && hasEnded(meant, now)) throw endOfLife();
  if (operation === 'CountTokens') requireCounting(meant, profile !== undefined || resource !== undefined);
  const bare = !profile && resource?.onDemand !== false && !withoutThroughput.has(operation);
  const throughputRefusal = bare ? refuseOnDemand(meant, region, catalogue) : undefined;
  if (throughputRefusal && !looksAtBodyFirst.has(operation)) throw throughputRefusal;
  requireOperation(meant, operation);
  return {
    model: meant,
    requestedId: modelId,
    ...(profile && { inferenceProfileId: profile.inferenceProfileId }),
    ...(resource?.routedTo !== undefined && { routedTo: resource.routedTo }),
    ...(throughputRefusal && { throughputRefusal }),
  };
}

/** The foundation model of an id or ARN, if `region` knows it. */
export function findModel(identifier: string, region: string, settings: Settings): FoundationModel | undefined {
  const id = toId(identifier, region, 'foundation-model');
  const model = id === undefined ? undefined : catalogueOf(settings).models.get(id);
  return model && !model.mantleOnly && model.regions.includes(region) ? model : undefined;
}

/** The system-defined inference profile of an id or ARN, if it can be called from `region`. */
export function findProfile(identifier: string, region: string, settings: Settings): InferenceProfile | undefined {
  const id = toId(identifier, region, 'inference-profile');
  const profile = id === undefined ? undefined : catalogueOf(settings).profiles.get(id);
  return profile?.routes.has(region) ? profile : undefined;
}

/** As findModel, without the models whose life has ended where the settings say so. */
export function findListedModel(
  identifier: string,
  region: string,
  settings: Settings,
  now: number,
): FoundationModel | undefined {
  const model = findModel(identifier, region, settings);
  return model && settings.enforceLifecycle && hasEnded(model, now) ? undefined : model;
}

/** What ListFoundationModels shows in `region`: in the order of ids, those that the settings add last. */
export function modelsIn(region: string, settings: Settings, now: number): FoundationModel[] {
  return [...catalogueOf(settings).models.keys()].flatMap(
    (modelId) => findListedModel(modelId, region, settings, now) ?? [],
  );
}

/** The profiles that can be called from `region`: in the order of ids, those that the settings add last. */
export function profilesIn(region: string, settings: Settings): InferenceProfile[] {
  return [...catalogueOf(settings).profiles.values()].filter((profile) => profile.routes.has(region));
}

/** What ListFoundationModels says of the model in `region`. */
export function inferenceTypesIn(model: FoundationModel, region: string): string[] {
  return model.inferenceTypesByRegion[region] ?? model.inferenceTypesSupported;
}

/** A bare id stands for itself; an ARN for its resource, where type and region are the ones asked for. */
function toId(identifier: string, region: string, resourceType: string): string | undefined {
  const arn = readArn(identifier);
  if (!arn) return identifier;
  const fits = arn.service === 'bedrock' && arn.region === region && arn.resourceType === resourceType;
  return fits ? arn.resourceId : undefined;
}

function hasEnded(model: FoundationModel, now: number): boolean {
  const { endOfLifeTime } = model.modelLifecycle;
  return model.retired || (endOfLifeTime !== undefined && Date.parse(endOfLifeTime) <= now);
}

function endOfLife() {
  return exception(
    'ResourceNotFoundException',
    'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
    { hint: 'without --enforce-lifecycle bedrock-local serves it still' },
  );
}

/** The apostrophe is U+2019, as recorded. */
function refuseOnDemand(model: FoundationModel, region: string, catalogue: Catalogue): ServiceException | undefined {
  if (model.onDemandRegions.includes(region)) return undefined;
  return validationException(
    `Invocation of model ID ${model.modelId} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    { hint: hintForThroughput(model.modelId, region, catalogue) },
  );
}

/** CountTokens takes the bare id of a model, though inference may need a profile of it (recorded: a profile is refused in these words). */
function requireCounting(model: FoundationModel, indirect: boolean): void {
  if (model.countTokens && !indirect) return;
  throw validationException("The provided model doesn't support counting tokens.", {
    hint: indirect && model.countTokens ? `CountTokens takes the bare id ${model.modelId}` : undefined,
  });
}

function requireOperation(model: FoundationModel, operation: ModelOperation): void {
  const converses = operation === 'Converse' || operation === 'ConverseStream';
  if (converses && !model.converse) {
    throw validationException(
      "This action doesn't support the model that you provided. Try again with a supported text or chat model.",
    );
  }
  const streams =
    (operation === 'ConverseStream' && model.converse?.streaming) ||
    (operation === 'InvokeModelWithResponseStream' && model.responseStreamingSupported);
  if ((operation === 'ConverseStream' || operation === 'InvokeModelWithResponseStream') && !streams)
    throw validationException('The model is unsupported for streaming.');
}
