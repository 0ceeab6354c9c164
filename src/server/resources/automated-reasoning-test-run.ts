/** Runs of an automated reasoning policy's test cases on what a workflow built. Nothing reasons: each finds what it expects. */
import type { Exchange } from '../exchange.js';
import { notFound } from '../responders/shared/named-resource.js';
import {
  findPolicy,
  findTestCase,
  findWorkflow,
  inUse,
  open,
  type TestCaseRecord,
  testCaseKind,
} from './automated-reasoning-policy/records.js';
import { describeTestCase } from './automated-reasoning-test-case.js';
import type { Resource, ResourceRecord, Scope, Store } from './resource.js';

interface Properties {
  policyArn: string;
  workflowId: string;
  testCaseId: string;
}

type RunRecord = ResourceRecord<Properties>;

export const automatedReasoningTestRun: Resource<Properties> = {
  kind: 'automated-reasoning-test-run',
  id: (_uuid, { properties }) => runId(properties),
  states: { first: 'SCHEDULED', moves: { SCHEDULED: { to: 'IN_PROGRESS' }, IN_PROGRESS: { to: 'COMPLETED' } } },
  operations: {
    StartAutomatedReasoningPolicyTestWorkflow: { handle: start },
    GetAutomatedReasoningPolicyTestResult: {
      handle(exchange, store) {
        const [workflow, testCase] = [findWorkflow(exchange), findTestCase(exchange)];
        const run = store.find(runId({ workflowId: workflow.id, testCaseId: testCase.id }));
        if (run) return { testResult: describe(run, exchange) };
        throw notFound(exchange.operation.name, `the test case ${testCase.id} has not run on ${workflow.id}`);
      },
    },
    ListAutomatedReasoningPolicyTestResults: {
      list: 'testResults',
      records(exchange, store) {
        const workflow = findWorkflow(exchange);
        const cases = open(testCaseKind, exchange);
        return store
          .list()
          .filter(({ properties }) => properties.workflowId === workflow.id && cases.find(properties.testCaseId));
      },
      reply: describe,
    },
  },
};

function runId({ workflowId, testCaseId }: Pick<Properties, 'workflowId' | 'testCaseId'>): string {
  return `${workflowId}:${testCaseId}`;
}

/** All test cases of the policy, or those that the input names. A test that ran before runs anew. */
function start(exchange: Exchange, store: Store<Properties>): Record<string, unknown> {
  const [policy, workflow] = [findPolicy(exchange), findWorkflow(exchange)];
  if (workflow.status !== 'COMPLETED') throw inUse(`the build workflow is ${workflow.status}`);
  const policyArn = String(policy.arn);
  const named = exchange.input.testCaseIds as string[] | undefined;
  const cases: TestCaseRecord[] = named
    ? named.map((id) => findTestCase(exchange, id))
    : open(testCaseKind, exchange)
        .list()
        .filter(({ properties }) => properties.policyArn === policyArn);
  for (const { id: testCaseId } of cases) {
    const properties = { policyArn, workflowId: workflow.id, testCaseId };
    const before = store.find(runId(properties));
    if (before && before.status !== 'COMPLETED') throw inUse(`the test case ${testCaseId} is running`);
    if (before) store.delete(before);
    store.create({ properties });
  }
  return { policyArn };
}

function describe({ status, updatedAt, properties }: RunRecord, scope: Scope): Record<string, unknown> {
  const testCase = open(testCaseKind, scope).find(properties.testCaseId)!;
  const found = testCase.properties.expectedAggregatedFindingsResult;
  return {
    testCase: describeTestCase(testCase),
    policyArn: properties.policyArn,
    testRunStatus: status,
    testFindings: [],
    ...(status === 'COMPLETED' && { testRunResult: 'PASSED', aggregatedTestFindingsResult: found }),
    updatedAt: new Date(updatedAt),
  };
}
