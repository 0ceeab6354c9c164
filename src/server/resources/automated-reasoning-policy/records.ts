/** What automated reasoning keeps: policies, their versions, test cases and build workflows; and how each is found. */
import { createHash } from 'node:crypto';
import type { AutomatedReasoningPolicyAnnotation, AutomatedReasoningPolicyDefinition } from '@aws-sdk/client-bedrock';
import type { Exchange } from '../../exchange.js';
import { notFound } from '../../responders/shared/named-resource.js';
import { openStore } from '../engine.js';
import type { Resource, ResourceRecord, Scope } from '../resource.js';
import { fingerprintOf } from '../shared/fingerprint.js';
import { bedrockArn, shortId } from '../shared/names.js';
import { inUse } from '../shared/refusals.js';

export interface PolicyProperties {
  /** `DRAFT`, or a number from 1. */
  version: string;
  policyId?: string;
  description?: string;
  definition: AutomatedReasoningPolicyDefinition;
  kmsKeyId?: string;
  /** The highest number that was given out. Of the DRAFT alone. */
  lastVersion: number;
}

export interface TestCase {
  policyArn: string;
  guardContent: string;
  queryContent?: string;
  expectedAggregatedFindingsResult: string;
  confidenceThreshold?: number;
}

/** One run of a test case on what a workflow built. */
export interface TestRun {
  policyArn: string;
  workflowId: string;
  testCaseId: string;
}

export interface Workflow {
  policyArn: string;
  policyName: string;
  type: string;
  /** What the build results in. */
  definition: AutomatedReasoningPolicyDefinition;
  documents: {
    document: Uint8Array;
    documentContentType: string;
    documentName: string;
    documentDescription?: string;
  }[];
  annotations: AutomatedReasoningPolicyAnnotation[];
}

export type PolicyRecord = ResourceRecord<PolicyProperties>;
export type TestCaseRecord = ResourceRecord<TestCase>;
export type WorkflowRecord = ResourceRecord<Workflow>;

/** The declarations without their operations, which stand in a file for each. */
type Kind<Properties> = Omit<Resource<Properties>, 'operations'>;

export const policyKind: Kind<PolicyProperties> = {
  kind: 'automated-reasoning-policy',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `automated-reasoning-policy/${id}`),
  uniqueNames: true,
  taggable: true,
};

/** Its id is that of its policy with its number behind, as in its ARN. */
export const versionKind: Kind<PolicyProperties> = {
  kind: 'automated-reasoning-policy-version',
  id: (_uuid, { properties }) => `${properties.policyId}:${properties.version}`,
  arn: (id, scope) => bedrockArn(scope, `automated-reasoning-policy/${id}`),
  quotaGroup: ({ properties }) => properties.policyId,
  taggable: true,
};

export const testCaseKind: Kind<TestCase> = {
  kind: 'automated-reasoning-test-case',
  id: (uuid) => shortId(uuid).toUpperCase(),
  quotaGroup: ({ properties }) => properties.policyArn,
};

export const testRunKind: Kind<TestRun> = {
  kind: 'automated-reasoning-test-run',
  id: (_uuid, { properties }) => runId(properties),
  states: { first: 'SCHEDULED', moves: { SCHEDULED: { to: 'IN_PROGRESS' }, IN_PROGRESS: { to: 'COMPLETED' } } },
};

export function runId({ workflowId, testCaseId }: Pick<TestRun, 'workflowId' | 'testCaseId'>): string {
  return `${workflowId}:${testCaseId}`;
}

/** Throws ResourceInUseException where the test case is running. */
export function refuseWhileRunning(testCaseId: string, scope: Scope): void {
  const runs = open(testRunKind, scope).list();
  if (runs.some(({ status, properties }) => properties.testCaseId === testCaseId && status !== 'COMPLETED'))
    throw inUse(`the test case ${testCaseId} is running`);
}

/** The statuses in which a build workflow changes no more. */
export const endedWorkflow = ['COMPLETED', 'FAILED', 'CANCELLED'];

export const workflowKind: Kind<Workflow> = {
  kind: 'automated-reasoning-build-workflow',
  id: (uuid) => uuid,
  quotaGroup: ({ status = '', properties }) => (endedWorkflow.includes(status) ? undefined : properties.policyArn),
  states: {
    first: 'SCHEDULED',
    moves: {
      SCHEDULED: { to: 'PREPROCESSING' },
      PREPROCESSING: { to: 'BUILDING' },
      BUILDING: { to: 'TESTING' },
      TESTING: { to: 'COMPLETED' },
      CANCEL_REQUESTED: { to: 'CANCELLED' },
    },
  },
};

export function open<Properties>(kind: Kind<Properties>, scope: Scope) {
  return openStore({ ...kind, operations: {} }, scope);
}

/** A policy or one of its versions, by the `policyArn` of the input. Throws AWS's refusal where there is none. */
export function findPolicy(exchange: Exchange): PolicyRecord {
  const arn = String(exchange.input.policyArn);
  const found = open(policyKind, exchange).find(arn) ?? open(versionKind, exchange).find(arn);
  if (found) return found;
  throw notFound(exchange.operation.name, `nothing has created ${arn} in ${exchange.region}`);
}

/** Of the policy that the input names. */
export function findTestCase(exchange: Exchange, id = String(exchange.input.testCaseId)): TestCaseRecord {
  const policy = findPolicy(exchange);
  const found = open(testCaseKind, exchange).find(id);
  if (found && found.properties.policyArn === policy.arn) return found;
  throw notFound(exchange.operation.name, `${policy.arn} has no test case ${id}`);
}

/** Of the policy that the input names. */
export function findWorkflow(exchange: Exchange): WorkflowRecord {
  const policy = findPolicy(exchange);
  const id = String(exchange.input.buildWorkflowId);
  const found = open(workflowKind, exchange).find(id);
  if (found && found.properties.policyArn === policy.arn) return found;
  throw notFound(exchange.operation.name, `${policy.arn} has no build workflow ${id}`);
}

/** 128 hexadecimal digits, equal for equal things. */
export function hashOf(value: object): string {
  return createHash('sha512').update(fingerprintOf({ value })).digest('hex');
}
