/** Automated reasoning policies and their numbered versions. They are kept and given back; nothing reasons. */
import type { CreateAutomatedReasoningPolicyRequest } from '@aws-sdk/client-bedrock';
import type { Exchange } from '../exchange.js';
import {
  findPolicy,
  hashOf,
  open,
  type PolicyProperties,
  type PolicyRecord,
  policyKind,
  testCaseKind,
  versionKind,
  workflowKind,
} from './automated-reasoning-policy/records.js';
import type { Draft, Resource, Scope, Store, Tag } from './resource.js';
import { fingerprintOf } from './shared/fingerprint.js';
import { keyArn } from './shared/names.js';
import { conflict, inUse } from './shared/refusals.js';

export const automatedReasoningPolicy: Resource<PolicyProperties> = {
  ...policyKind,
  operations: {
    CreateAutomatedReasoningPolicy: {
      create,
      reply: (record) => ({ ...summarize(record), definitionHash: hashOf(record.properties.definition) }),
    },
    CreateAutomatedReasoningPolicyVersion: { handle: createVersion },
    GetAutomatedReasoningPolicy: { handle: (exchange) => describe(findPolicy(exchange), exchange) },
    ExportAutomatedReasoningPolicyVersion: {
      handle: (exchange) => ({ policyDefinition: findPolicy(exchange).properties.definition }),
    },
    /** With a policy: itself and its versions. */
    ListAutomatedReasoningPolicies: {
      list: 'automatedReasoningPolicySummaries',
      records(exchange, store) {
        if (exchange.input.policyArn === undefined) return store.list();
        const policy = findPolicy(exchange);
        return [policy, ...versionsOf(policy, exchange)];
      },
      reply: summarize,
    },
    UpdateAutomatedReasoningPolicy: { handle: update },
    DeleteAutomatedReasoningPolicy: { handle: remove },
  },
};

/** What is tagged as a policy is; everything else of it stands above. */
export const automatedReasoningPolicyVersion: Resource<PolicyProperties> = { ...versionKind, operations: {} };

function create(input: Record<string, unknown>): Omit<Draft<PolicyProperties>, 'request'> {
  const { name, description, policyDefinition, kmsKeyId, tags } =
    input as unknown as CreateAutomatedReasoningPolicyRequest;
  return {
    name,
    tags: tags as Tag[] | undefined,
    properties: {
      version: 'DRAFT',
      definition: policyDefinition ?? { version: '1.0', types: [], rules: [], variables: [] },
      lastVersion: 0,
      ...(description !== undefined && { description }),
      ...(kmsKeyId !== undefined && { kmsKeyId }),
    },
  };
}

function versionsOf({ id }: PolicyRecord, scope: Scope): PolicyRecord[] {
  return open(versionKind, scope)
    .list()
    .filter(({ properties }) => properties.policyId === id);
}

/** Of the definition whose hash the caller has seen. */
function createVersion(exchange: Exchange): Record<string, unknown> {
  const { clientRequestToken, tags, ...input } = exchange.input as {
    clientRequestToken?: string;
    tags?: Tag[];
  } & Record<string, unknown>;
  const policy = findPolicy(exchange);
  const request =
    clientRequestToken === undefined ? undefined : { clientRequestToken, fingerprint: fingerprintOf(input) };
  const versions = open(versionKind, exchange);
  const repeated = request && versions.repetition(request);
  if (repeated) return describeVersion(repeated);
  if (input.lastUpdatedDefinitionHash !== hashOf(policy.properties.definition))
    throw conflict(`the definition of ${policy.arn} has another hash`);
  const lastVersion = policy.properties.lastVersion + 1;
  policy.properties = { ...policy.properties, lastVersion };
  const properties = { ...policy.properties, version: String(lastVersion), policyId: policy.id };
  return describeVersion(versions.create({ name: policy.name, tags, properties, ...(request && { request }) }));
}

function describeVersion(record: PolicyRecord): Record<string, unknown> {
  return { ...summarize(record), definitionHash: hashOf(record.properties.definition) };
}

function update(exchange: Exchange, store: Store<PolicyProperties>): Record<string, unknown> {
  const { name, description, policyDefinition } = exchange.input as Partial<CreateAutomatedReasoningPolicyRequest>;
  const policy = findPolicy(exchange);
  if (policy.properties.version !== 'DRAFT') throw conflict(`${policy.arn} is a version, which does not change`);
  if (name !== undefined) {
    store.refuseTaken(name, policy);
    policy.name = name;
  }
  store.update(policy, {
    ...policy.properties,
    ...(description !== undefined && { description }),
    definition: policyDefinition!,
  });
  const definitionHash = hashOf(policyDefinition!);
  return { policyArn: policy.arn, name: policy.name, definitionHash, updatedAt: new Date(policy.updatedAt) };
}

/** A policy with versions, test cases or workflows goes by force only, and they with it. */
function remove(exchange: Exchange, store: Store<PolicyProperties>): Record<string, unknown> {
  const policy = findPolicy(exchange);
  if (policy.properties.version !== 'DRAFT') {
    open(versionKind, exchange).delete(policy);
    return {};
  }
  const parts = partsOf(policy, exchange);
  if (!exchange.input.force && parts.length > 0)
    throw inUse(`${policy.arn} has versions, test cases or build workflows; force deletes them too`);
  store.delete(policy);
  for (const drop of parts) drop();
  return {};
}

/** What belongs to a policy: for each the way to let it go. */
function partsOf(policy: PolicyRecord, scope: Scope): (() => void)[] {
  const [versions, cases, workflows] = [open(versionKind, scope), open(testCaseKind, scope), open(workflowKind, scope)];
  const isOwn = ({ properties }: { properties: { policyArn: string } }) => properties.policyArn === policy.arn;
  return [
    ...versionsOf(policy, scope).map((one) => () => versions.delete(one)),
    ...cases
      .list()
      .filter(isOwn)
      .map((one) => () => cases.delete(one)),
    ...workflows
      .list()
      .filter(isOwn)
      .map((one) => () => workflows.delete(one)),
  ];
}

function summarize({ id, arn, name, createdAt, updatedAt, properties }: PolicyRecord): Record<string, unknown> {
  return {
    policyArn: arn,
    name,
    description: properties.description,
    version: properties.version,
    policyId: properties.policyId ?? id,
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
  };
}

function describe(record: PolicyRecord, scope: Scope): Record<string, unknown> {
  const { definition, kmsKeyId } = record.properties;
  return { ...summarize(record), definitionHash: hashOf(definition), kmsKeyArn: keyArn(kmsKeyId, scope) };
}
