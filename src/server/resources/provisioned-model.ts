/** Provisioned Throughput: capacity of one's own for a foundation model or a custom model. */
import type { CommitmentDuration, CreateProvisionedModelThroughputRequest } from '@aws-sdk/client-bedrock';
import { foundationModelArn } from '../catalogue-arn.js';
import { validationException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import { customModel } from './custom-model.js';
import { openStore } from './engine.js';
import type { Draft, Resource, ResourceRecord, Scope, Store, Tag } from './resource.js';
import { findBase, provisionable, unknownModel } from './shared/base-model.js';
import { findNamed } from './shared/find-named.js';
import { bedrockArn, shortId } from './shared/names.js';
import { notReady } from './shared/not-ready.js';
import { conflict } from './shared/refusals.js';

/** A model that throughput is bought for, and the foundation model behind it. */
interface Target {
  modelArn: string;
  baseModelId: string;
}

interface Properties extends Target {
  modelUnits: number;
  commitmentDuration?: CommitmentDuration;
  /** The model before the newest update: it answers until that is done. */
  previousArn?: string;
}

type ThroughputRecord = ResourceRecord<Properties>;

const months: Record<CommitmentDuration, number> = { OneMonth: 1, SixMonths: 6 };

export const provisionedModel: Resource<Properties> = {
  kind: 'provisioned-model',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `provisioned-model/${id}`),
  states: { first: 'Creating', moves: { Creating: { to: 'InService' }, Updating: { to: 'InService' } } },
  uniqueNames: true,
  foundByName: true,
  taggable: true,
  uses: (record) => [record.properties.modelArn, currentArn(record)],
  refuseDeletion(record, { namespace }) {
    const end = commitmentEnd(record);
    return end && end.getTime() > namespace.clock.now()
      ? conflict(`${record.arn} is committed to until ${end.toISOString()}`)
      : undefined;
  },
  standsFor({ arn, status, properties }) {
    if (status === 'Creating') throw notReady(String(arn), status);
    return { modelId: properties.baseModelId, onDemand: false };
  },
  operations: {
    CreateProvisionedModelThroughput: { create, reply: ({ arn }) => ({ provisionedModelArn: arn }) },
    GetProvisionedModelThroughput: { get: 'provisionedModelId', reply: describe },
    ListProvisionedModelThroughputs: {
      list: 'provisionedModelSummaries',
      filters: { modelArnEquals: (record, value) => currentArn(record) === value },
      reply: describe,
    },
    UpdateProvisionedModelThroughput: { handle: update },
    DeleteProvisionedModelThroughput: { delete: 'provisionedModelId' },
  },
};

function create(input: Record<string, unknown>, scope: Scope): Omit<Draft<Properties>, 'request'> {
  const asked = input as unknown as CreateProvisionedModelThroughputRequest;
  const { commitmentDuration, modelUnits = 1 } = asked;
  return {
    name: asked.provisionedModelName,
    tags: asked.tags as Tag[] | undefined,
    properties: {
      ...findTarget(String(asked.modelId), scope),
      modelUnits,
      ...(commitmentDuration && { commitmentDuration }),
    },
  };
}

/** A custom model by name or ARN, or a foundation model by id or ARN. */
function findTarget(identifier: string, scope: Scope): Target {
  const custom = openStore(customModel, scope).find(identifier);
  if (custom) {
    if (custom.status !== 'Active')
      throw validationException(`The custom model ${custom.arn} is not active.`, { hint: `it is ${custom.status}` });
    return { modelArn: String(custom.arn), baseModelId: custom.properties.baseModelId };
  }
  const base = findBase(identifier, scope);
  if (!base) throw unknownModel(identifier, scope);
  const baseModelId = provisionable(base, scope).modelId;
  return { modelArn: foundationModelArn(scope.region, baseModelId), baseModelId };
}

/** Throughput that was bought for a foundation model keeps it; that of a custom model may change to another of the same base (API reference). */
function update(exchange: Exchange, store: Store<Properties>): Record<string, unknown> {
  const { desiredProvisionedModelName: name, desiredModelId } = exchange.input as Record<string, string | undefined>;
  const record = findNamed(store, 'provisionedModelId', exchange);
  if (record.status !== 'InService')
    throw validationException(`${record.arn} cannot be updated while another change is in progress.`);
  const target = desiredModelId === undefined ? undefined : findTarget(desiredModelId, exchange);
  if (target) refuseTarget(record, target);
  if (name !== undefined) {
    store.refuseTaken(name, record);
    record.name = name;
  }
  const { previousArn: _, ...properties } = record.properties;
  store.update(record, { ...properties, ...(target && { ...target, previousArn: properties.modelArn }) });
  if (target) store.enter(record, 'Updating');
  return {};
}

function refuseTarget({ properties }: ThroughputRecord, target: Target): void {
  const isCustom = properties.modelArn.includes(':custom-model/');
  if (target.modelArn === properties.modelArn) return;
  if (!isCustom) throw validationException('The model of a Provisioned Throughput for a base model cannot be changed.');
  if (target.baseModelId !== properties.baseModelId)
    throw validationException('The desired model must be customized from the same base model.');
}

/** The model that answers now. */
function currentArn({ status, properties }: ThroughputRecord): string {
  return (status === 'Updating' && properties.previousArn) || properties.modelArn;
}

function commitmentEnd({ createdAt, properties }: ThroughputRecord): Date | undefined {
  if (!properties.commitmentDuration) return undefined;
  const end = new Date(createdAt);
  end.setUTCMonth(end.getUTCMonth() + months[properties.commitmentDuration]);
  return end;
}

function describe(record: ThroughputRecord, { region }: Scope): Record<string, unknown> {
  const { arn, name, status, createdAt, updatedAt, properties } = record;
  const { modelUnits, modelArn, baseModelId, commitmentDuration } = properties;
  return {
    modelUnits,
    desiredModelUnits: modelUnits,
    provisionedModelName: name,
    provisionedModelArn: arn,
    modelArn: currentArn(record),
    desiredModelArn: modelArn,
    foundationModelArn: foundationModelArn(region, baseModelId),
    status,
    creationTime: new Date(createdAt),
    lastModifiedTime: new Date(updatedAt),
    commitmentDuration,
    commitmentExpirationTime: commitmentEnd(record),
  };
}
