/** Prompt routers: one name for several models, of which the question decides. */
import type { CreatePromptRouterRequest } from '@aws-sdk/client-bedrock';
import { findProfile } from '../catalogue.js';
import { inferenceProfileArn } from '../catalogue-arn.js';
import { validationException } from '../exception.js';
import { openStore } from './engine.js';
import { inferenceProfile } from './inference-profile.js';
import { predictDifference } from './prompt-router/choose-model.js';
import { defaultRouterRegions, defaultRouters } from './prompt-router/default-routers.js';
import type { Draft, Resource, ResourceRecord, Scope, Tag } from './resource.js';
import { findBase, unknownModel } from './shared/base-model.js';
import { bedrockArn, shortId } from './shared/names.js';

interface Properties {
  type: 'custom' | 'default';
  description?: string;
  models: string[];
  fallbackModel: string;
  /** In percent: a weaker model is chosen unless the fallback is predicted to be better by more. */
  responseQualityDifference: number;
}

type RouterRecord = ResourceRecord<Properties>;

/** Default routers are as old as the service of that name. */
const DEFAULT_CREATED = Date.UTC(2024, 11, 3);

export const promptRouter: Resource<Properties> = {
  kind: 'prompt-router',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `prompt-router/${id}`),
  states: { first: 'AVAILABLE' },
  uniqueNames: true,
  taggable: true,
  given: defaultsOf,
  uses: ({ properties }) => [...properties.models, properties.fallbackModel],
  refuseDeletion: ({ properties }) =>
    properties.type === 'default' ? validationException('A default prompt router cannot be deleted.') : undefined,
  standsFor({ properties }, { input }) {
    const { models, fallbackModel, responseQualityDifference } = properties;
    const weaker = models.find((arn) => arn !== fallbackModel) ?? fallbackModel;
    const modelArn = predictDifference(input) > responseQualityDifference ? fallbackModel : weaker;
    return { modelId: modelArn, onDemand: true, routedTo: modelArn };
  },
  operations: {
    CreatePromptRouter: { create, reply: ({ arn }) => ({ promptRouterArn: arn }) },
    GetPromptRouter: { get: 'promptRouterArn', reply: describe },
    ListPromptRouters: {
      list: 'promptRouterSummaries',
      filters: { type: ({ properties }, value) => properties.type === value },
      reply: describe,
    },
    DeletePromptRouter: { delete: 'promptRouterArn' },
  },
};

function create(input: Record<string, unknown>, scope: Scope): Omit<Draft<Properties>, 'request'> {
  const asked = input as unknown as CreatePromptRouterRequest;
  const models = (asked.models ?? []).map(({ modelArn }) => String(modelArn));
  const fallbackModel = String(asked.fallbackModel?.modelArn);
  const unknown = [...models, fallbackModel].find((arn) => !isModel(arn, scope));
  if (unknown !== undefined) throw unknownModel(unknown, scope);
  return {
    name: asked.promptRouterName,
    tags: asked.tags as Tag[] | undefined,
    properties: {
      type: 'custom',
      ...(asked.description !== undefined && { description: asked.description }),
      models,
      fallbackModel,
      responseQualityDifference: Number(asked.routingCriteria?.responseQualityDifference),
    },
  };
}

function isModel(arn: string, scope: Scope): boolean {
  const { region, namespace } = scope;
  return (
    (findBase(arn, scope) ??
      findProfile(arn, region, namespace.settings) ??
      openStore(inferenceProfile, scope).find(arn)) !== undefined
  );
}

function defaultsOf(scope: Scope): RouterRecord[] {
  const { region, namespace } = scope;
  if (!defaultRouterRegions.includes(region)) return [];
  return defaultRouters.map(({ id, name, description, models }) => {
    const [weaker, fallbackModel] = models.map((profile) =>
      inferenceProfileArn(region, namespace.settings.accountId, profile),
    );
    return {
      id,
      arn: bedrockArn(scope, `default-prompt-router/${id}`),
      name,
      status: 'AVAILABLE',
      since: DEFAULT_CREATED,
      createdAt: DEFAULT_CREATED,
      updatedAt: DEFAULT_CREATED,
      tags: [],
      properties: {
        type: 'default',
        description,
        models: [weaker!, fallbackModel!],
        fallbackModel: fallbackModel!,
        responseQualityDifference: 0,
      },
    };
  });
}

function describe({ arn, name, status, createdAt, updatedAt, properties }: RouterRecord): Record<string, unknown> {
  const { type, description, models, fallbackModel, responseQualityDifference } = properties;
  return {
    promptRouterName: name,
    routingCriteria: { responseQualityDifference },
    description,
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    promptRouterArn: arn,
    models: models.map((modelArn) => ({ modelArn })),
    fallbackModel: { modelArn: fallbackModel },
    status,
    type,
  };
}
