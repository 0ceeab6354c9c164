/** Application inference profiles: names of the user's own for a model or a system-defined profile, to count its use by. */
import { findListedModel, findProfile } from '../catalogue.js';
import { foundationModelArn } from '../catalogue-arn.js';
import { validationException } from '../exception.js';
import type { Resource, ResourceRecord, Scope, Tag } from './resource.js';
import { bedrockArn, shortId } from './shared/names.js';

/** Validated before anything reads it. */
interface CreateInput {
  inferenceProfileName: string;
  description?: string;
  modelSource: { copyFrom: string };
  tags?: Tag[];
}

interface Properties {
  description?: string;
  /** The ARN that it was copied from. */
  copyFrom: string;
  models: { modelArn: string }[];
}

/** The quota is the user guide's. Profiles cannot be changed, only tagged. */
export const inferenceProfile: Resource<Properties> = {
  kind: 'application-inference-profile',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `application-inference-profile/${id}`),
  states: { first: 'ACTIVE' },
  uniqueNames: true,
  quota: 1000,
  taggable: true,
  standsFor: ({ properties }) => ({ modelId: properties.copyFrom, onDemand: true }),
  operations: {
    CreateInferenceProfile: {
      create(input, scope) {
        const { inferenceProfileName: name, description, modelSource, tags } = input as unknown as CreateInput;
        const models = modelsOf(modelSource.copyFrom, scope);
        return { name, tags, properties: { ...(description && { description }), ...modelSource, models } };
      },
      reply: ({ arn, status }) => ({ inferenceProfileArn: arn, status }),
    },
    /** `toolboxArn` is recorded, though no schema models it. */
    GetInferenceProfile: {
      get: 'inferenceProfileIdentifier',
      reply: (record) => ({ ...summarize(record), toolboxArn: null }),
    },
    ListInferenceProfiles: {
      list: 'inferenceProfileSummaries',
      filters: { typeEquals: (_record, value) => value === 'APPLICATION' },
      reply: summarize,
    },
    DeleteInferenceProfile: { delete: 'inferenceProfileIdentifier' },
  },
};

function summarize({ name, arn, id, status, createdAt, updatedAt, properties }: ResourceRecord<Properties>) {
  return {
    inferenceProfileName: name,
    ...(properties.description && { description: properties.description }),
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    inferenceProfileArn: arn,
    models: properties.models,
    inferenceProfileId: id,
    status,
    type: 'APPLICATION',
  };
}

/** One model for a foundation model, one for each destination of a system-defined profile. */
function modelsOf(copyFrom: string, { region, namespace }: Scope): { modelArn: string }[] {
  const { settings, clock } = namespace;
  const model = findListedModel(copyFrom, region, settings, clock.now());
  if (model) return [{ modelArn: foundationModelArn(region, model.modelId) }];
  const profile = findProfile(copyFrom, region, settings);
  const destinations = profile?.routes.get(region);
  // AWS's words, as quoted in aws-solutions-constructs issue 1387.
  if (!profile || !destinations)
    throw validationException('copyFrom must be a valid inference profile model source ARN.', {
      hint: `no foundation model or system-defined inference profile of ${region} has the ARN ${copyFrom}`,
    });
  return destinations.map((place) => ({ modelArn: foundationModelArn(place, profile.modelId, region) }));
}
