/** Deployments of custom models: what makes one answer on demand. */
import type { CreateCustomModelDeploymentRequest } from '@aws-sdk/client-bedrock';
import { validationException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import { notFound } from '../responders/shared/named-resource.js';
import { type CustomModelRecord, customModel } from './custom-model.js';
import { openStore } from './engine.js';
import type { Draft, Resource, ResourceRecord, Scope, Store, Tag } from './resource.js';
import { findNamed } from './shared/find-named.js';
import { bedrockArn, shortId } from './shared/names.js';
import { notReady } from './shared/not-ready.js';
import { conflict } from './shared/refusals.js';

interface Properties {
  description?: string;
  modelArn: string;
  /** The newest change of its model. */
  update?: { modelArn: string /** Milliseconds since the epoch. */; completedAt: number };
}

type DeploymentRecord = ResourceRecord<Properties>;

/** An update takes one step, in which the model before it answers. */
export const customModelDeployment: Resource<Properties> = {
  kind: 'custom-model-deployment',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `custom-model-deployment/${id}`),
  states: { first: 'Creating', moves: { Creating: { to: 'Active' } } },
  uniqueNames: true,
  foundByName: true,
  taggable: true,
  uses: (record, scope) => [
    modelArnOf(record, scope),
    record.properties.update?.modelArn ?? record.properties.modelArn,
  ],
  refuseDeletion: (record, scope) =>
    isUpdating(record, scope) ? conflict(`the model of ${record.arn} is being changed`) : undefined,
  standsFor(record, exchange) {
    if (record.status !== 'Active') throw notReady(String(record.arn), record.status);
    const model = openStore(customModel, exchange).find(modelArnOf(record, exchange));
    return { modelId: model?.properties.baseModelId ?? record.properties.modelArn, onDemand: false };
  },
  operations: {
    CreateCustomModelDeployment: { create, reply: ({ arn }) => ({ customModelDeploymentArn: arn }) },
    GetCustomModelDeployment: {
      get: 'customModelDeploymentIdentifier',
      reply: (record, scope) => ({
        ...describe(record, scope),
        modelDeploymentName: record.name,
        description: record.properties.description,
        updateDetails: updateDetails(record, scope),
      }),
    },
    ListCustomModelDeployments: {
      list: 'modelDeploymentSummaries',
      filters: { modelArnEquals: (record, value, scope) => modelArnOf(record, scope) === value },
      reply: (record, scope) => ({ ...describe(record, scope), customModelDeploymentName: record.name }),
    },
    UpdateCustomModelDeployment: { handle: update },
    DeleteCustomModelDeployment: { delete: 'customModelDeploymentIdentifier' },
  },
};

function create(input: Record<string, unknown>, scope: Scope): Omit<Draft<Properties>, 'request'> {
  const asked = input as unknown as CreateCustomModelDeploymentRequest;
  const { arn } = findModel(String(asked.modelArn), 'CreateCustomModelDeployment', scope);
  return {
    name: asked.modelDeploymentName,
    tags: asked.tags as Tag[] | undefined,
    properties: { modelArn: String(arn), ...(asked.description !== undefined && { description: asked.description }) },
  };
}

function findModel(arn: string, operation: string, scope: Scope): CustomModelRecord {
  const model = openStore(customModel, scope).find(arn);
  if (!model) throw notFound(operation, `nothing has created ${arn} in ${scope.region}`);
  if (model.status === 'Active') return model;
  throw validationException(`The custom model ${arn} is not active.`, { hint: `it is ${model.status}` });
}

function update(exchange: Exchange, store: Store<Properties>): Record<string, unknown> {
  const record = findNamed(store, 'customModelDeploymentIdentifier', exchange);
  const model = findModel(String(exchange.input.modelArn), exchange.operation.name, exchange);
  const { clock, settings } = exchange.namespace;
  if (record.status !== 'Active' || isUpdating(record, exchange))
    throw validationException(`The deployment ${record.arn} cannot be updated while another change is in progress.`);
  store.update(record, {
    ...record.properties,
    modelArn: modelArnOf(record, exchange),
    update: { modelArn: String(model.arn), completedAt: clock.now() + settings.transitionMs },
  });
  return { customModelDeploymentArn: record.arn };
}

function isUpdating({ properties: { update } }: DeploymentRecord, { namespace }: Scope): boolean {
  return update !== undefined && namespace.clock.now() < update.completedAt;
}

/** The model that answers now. */
function modelArnOf(record: DeploymentRecord, scope: Scope): string {
  const { modelArn, update } = record.properties;
  return update && !isUpdating(record, scope) ? update.modelArn : modelArn;
}

function updateDetails(record: DeploymentRecord, scope: Scope): Record<string, unknown> | undefined {
  const { update } = record.properties;
  return (
    update && { modelArn: update.modelArn, updateStatus: isUpdating(record, scope) ? 'Updating' : 'UpdateCompleted' }
  );
}

function describe(record: DeploymentRecord, scope: Scope): Record<string, unknown> {
  const { arn, status, createdAt, updatedAt, properties } = record;
  const { update } = properties;
  const lastUpdatedAt = update && !isUpdating(record, scope) ? update.completedAt : updatedAt;
  return {
    customModelDeploymentArn: arn,
    modelArn: modelArnOf(record, scope),
    createdAt: new Date(createdAt),
    status,
    lastUpdatedAt: new Date(lastUpdatedAt),
  };
}
