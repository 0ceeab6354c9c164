/** Build workflows of automated reasoning policies, what they leave, and their annotations. */
import type { StartAutomatedReasoningPolicyBuildWorkflowRequest } from '@aws-sdk/client-bedrock';
import type { Exchange } from '../exchange.js';
import { notFound } from '../responders/shared/named-resource.js';
import {
  endedWorkflow,
  findPolicy,
  findWorkflow,
  hashOf,
  type Workflow,
  type WorkflowRecord,
  workflowKind,
} from './automated-reasoning-policy/records.js';
import { readAssets } from './automated-reasoning-policy/result-assets.js';
import { refuseStale } from './automated-reasoning-test-case.js';
import type { Resource, Store } from './resource.js';
import { fingerprintOf } from './shared/fingerprint.js';
import { conflict, inUse } from './shared/refusals.js';

export const automatedReasoningBuildWorkflow: Resource<Workflow> = {
  ...workflowKind,
  operations: {
    StartAutomatedReasoningPolicyBuildWorkflow: { handle: start },
    GetAutomatedReasoningPolicyBuildWorkflow: { handle: (exchange) => describe(findWorkflow(exchange)) },
    ListAutomatedReasoningPolicyBuildWorkflows: {
      list: 'automatedReasoningPolicyBuildWorkflowSummaries',
      records(exchange, store) {
        const policy = findPolicy(exchange);
        return store.list().filter(({ properties }) => properties.policyArn === policy.arn);
      },
      reply: summarize,
    },
    CancelAutomatedReasoningPolicyBuildWorkflow: {
      handle(exchange, store) {
        const record = findWorkflow(exchange);
        if (!endedWorkflow.includes(record.status ?? '') && record.status !== 'CANCEL_REQUESTED')
          store.enter(record, 'CANCEL_REQUESTED');
        return {};
      },
    },
    DeleteAutomatedReasoningPolicyBuildWorkflow: {
      handle(exchange, store) {
        const record = findWorkflow(exchange);
        refuseStale(exchange, record.updatedAt);
        if (!endedWorkflow.includes(record.status ?? '')) throw inUse(`the build workflow is ${record.status}`);
        store.delete(record);
        return {};
      },
    },
    GetAutomatedReasoningPolicyBuildWorkflowResultAssets: { handle: getAssets },
    GetAutomatedReasoningPolicyNextScenario: {
      handle: (exchange) => ({ policyArn: findWorkflow(exchange).properties.policyArn }),
    },
    GetAutomatedReasoningPolicyAnnotations: {
      handle(exchange) {
        const record = findWorkflow(exchange);
        const { policyArn, policyName, annotations } = record.properties;
        return { policyArn, name: policyName, annotations, ...annotationState(record) };
      },
    },
    UpdateAutomatedReasoningPolicyAnnotations: { handle: updateAnnotations },
  },
};

function start(exchange: Exchange, store: Store<Workflow>): Record<string, unknown> {
  const { clientRequestToken, ...input } =
    exchange.input as unknown as StartAutomatedReasoningPolicyBuildWorkflowRequest;
  const policy = findPolicy(exchange);
  const { policyDefinition, workflowContent } = input.sourceContent ?? {};
  const documents =
    workflowContent?.documents ??
    workflowContent?.iterativeRefinementContent?.documents ??
    workflowContent?.generateFidelityReportContent?.documents ??
    [];
  const request =
    clientRequestToken === undefined
      ? undefined
      : { clientRequestToken, fingerprint: fingerprintOf(input as unknown as Record<string, unknown>) };
  const record = store.create({
    properties: {
      policyArn: String(policy.arn),
      policyName: String(policy.name),
      type: String(input.buildWorkflowType),
      definition: policyDefinition ?? policy.properties.definition,
      documents: documents as Workflow['documents'],
      annotations: workflowContent?.policyRepairAssets?.annotations ?? [],
    },
    ...(request && { request }),
  });
  return { policyArn: policy.arn, buildWorkflowId: record.id };
}

/** Only what is completed has left something. */
function getAssets(exchange: Exchange): Record<string, unknown> {
  const record = findWorkflow(exchange);
  const { assetType } = exchange.input as { assetType: Parameters<typeof readAssets>[0] };
  const buildWorkflowAssets = record.status === 'COMPLETED' ? readAssets(assetType, record.properties) : undefined;
  if (!buildWorkflowAssets)
    throw notFound(exchange.operation.name, `the build workflow, ${record.status}, has no ${assetType}`);
  return { policyArn: record.properties.policyArn, buildWorkflowId: record.id, buildWorkflowAssets };
}

function annotationState({ id, updatedAt, properties }: WorkflowRecord) {
  return {
    buildWorkflowId: id,
    annotationSetHash: hashOf(properties.annotations),
    updatedAt: new Date(updatedAt),
  };
}

function updateAnnotations(exchange: Exchange, store: Store<Workflow>): Record<string, unknown> {
  const record = findWorkflow(exchange);
  const { annotations, lastUpdatedAnnotationSetHash } = exchange.input;
  if (lastUpdatedAnnotationSetHash !== hashOf(record.properties.annotations))
    throw conflict('the annotations have another hash');
  store.update(record, { ...record.properties, annotations: annotations as Workflow['annotations'] });
  return { policyArn: record.properties.policyArn, ...annotationState(record) };
}

function summarize({ id, status, createdAt, updatedAt, properties }: WorkflowRecord): Record<string, unknown> {
  return {
    policyArn: properties.policyArn,
    buildWorkflowId: id,
    status,
    buildWorkflowType: properties.type,
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
  };
}

function describe(record: WorkflowRecord): Record<string, unknown> {
  const { documentName, documentContentType, documentDescription } = record.properties.documents[0] ?? {};
  return { ...summarize(record), documentName, documentContentType, documentDescription };
}
