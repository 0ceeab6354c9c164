/** Test cases of automated reasoning policies. */
import type { Exchange } from '../exchange.js';
import {
  findPolicy,
  findTestCase,
  refuseWhileRunning,
  type TestCase,
  type TestCaseRecord,
  testCaseKind,
} from './automated-reasoning-policy/records.js';
import type { Resource, Store } from './resource.js';
import { fingerprintOf } from './shared/fingerprint.js';
import { once } from './shared/once.js';
import { conflict } from './shared/refusals.js';

export const automatedReasoningTestCase: Resource<TestCase> = {
  ...testCaseKind,
  operations: {
    CreateAutomatedReasoningPolicyTestCase: { handle: create },
    GetAutomatedReasoningPolicyTestCase: {
      handle(exchange) {
        const record = findTestCase(exchange);
        return { policyArn: record.properties.policyArn, testCase: describeTestCase(record) };
      },
    },
    ListAutomatedReasoningPolicyTestCases: {
      list: 'testCases',
      records(exchange, store) {
        const policy = findPolicy(exchange);
        return store.list().filter(({ properties }) => properties.policyArn === policy.arn);
      },
      reply: describeTestCase,
    },
    UpdateAutomatedReasoningPolicyTestCase: {
      handle: (exchange, store) =>
        once(
          exchange,
          () => {
            const record = findSeen(exchange);
            store.update(record, readTestCase(exchange));
            return name(record);
          },
          () => name(findTestCase(exchange)),
        ),
    },
    DeleteAutomatedReasoningPolicyTestCase: {
      handle(exchange, store) {
        store.delete(findSeen(exchange));
        return {};
      },
    },
  },
};

function create(exchange: Exchange, store: Store<TestCase>): Record<string, unknown> {
  const { clientRequestToken, ...input } = exchange.input;
  const policyArn = findPolicy(exchange).arn;
  const request =
    typeof clientRequestToken === 'string' ? { clientRequestToken, fingerprint: fingerprintOf(input) } : undefined;
  const record = store.create({ properties: readTestCase(exchange), ...(request && { request }) });
  return { policyArn, testCaseId: record.id };
}

function name({ id, properties }: TestCaseRecord): Record<string, unknown> {
  return { policyArn: properties.policyArn, testCaseId: id };
}

function readTestCase({ input }: Exchange): TestCase {
  const { clientRequestToken: _, testCaseId: __, lastUpdatedAt: ___, ...testCase } = input;
  return testCase as unknown as TestCase;
}

/** The test case as the caller last saw it, and not running: a change in between is a conflict. Moments travel in whole seconds or less. */
function findSeen(exchange: Exchange): TestCaseRecord {
  const record = findTestCase(exchange);
  refuseStale(exchange, record.updatedAt);
  refuseWhileRunning(record.id, exchange);
  return record;
}

/** `updatedAt`: milliseconds since the epoch. */
export function refuseStale({ input }: Exchange, updatedAt: number): void {
  const seen = (input.lastUpdatedAt as Date).getTime();
  if (Math.floor(seen / 1000) !== Math.floor(updatedAt / 1000))
    throw conflict(`it was last updated at ${new Date(updatedAt).toISOString()}`);
}

export function describeTestCase({ id, createdAt, updatedAt, properties }: TestCaseRecord): Record<string, unknown> {
  const { policyArn: _, ...testCase } = properties;
  return { testCaseId: id, ...testCase, createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) };
}
