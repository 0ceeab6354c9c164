/** Runs of an automated reasoning policy's test cases on what a workflow built. Nothing reasons: each finds what it expects. */
import type { Exchange } from '../exchange.js';
import { notFound } from '../responders/shared/named-resource.js';
import {
  findPolicy,
  findTestCase,
  findWorkflow,
  open,
  refuseWhileRunning,
  runId,
  type TestCaseRecord,
  type TestRun,
  testCaseKind,
  testRunKind,
} from './automated-reasoning-policy/records.js';
import { describeTestCase } from './automated-reasoning-test-case.js';
import type { Resource, ResourceRecord, Scope, Store } from './resource.js';
import { once } from './shared/once.js';
import { inUse } from './shared/refusals.js';

export const automatedReasoningTestRun: Resource<TestRun> = {
  ...testRunKind,
  operations: {
    StartAutomatedReasoningPolicyTestWorkflow: {
      handle: (exchange, store) =>
        once(
          exchange,
          () => start(exchange, store),
          () => ({ policyArn: findPolicy(exchange).arn }),
        ),
    },
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

/** All test cases of the policy, or those that the input names. A test that ran before runs anew. */
function start(exchange: Exchange, store: Store<TestRun>): Record<string, unknown> {
  const [policy, workflow] = [findPolicy(exchange), findWorkflow(exchange)];
  if (workflow.status !== 'COMPLETED') throw inUse(`the build workflow is ${workflow.status}`);
  const policyArn = String(policy.arn);
  const named = exchange.input.testCaseIds as string[] | undefined;
  const cases: TestCaseRecord[] = named
    ? named.map((id) => findTestCase(exchange, id))
    : open(testCaseKind, exchange)
        .list()
        .filter(({ properties }) => properties.policyArn === policyArn);
  for (const { id } of cases) refuseWhileRunning(id, exchange);
  for (const { id: testCaseId } of cases) {
    const properties = { policyArn, workflowId: workflow.id, testCaseId };
    const before = store.find(runId(properties));
    if (before) store.delete(before);
    store.create({ properties });
  }
  return { policyArn };
}

function describe({ status, updatedAt, properties }: ResourceRecord<TestRun>, scope: Scope): Record<string, unknown> {
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
