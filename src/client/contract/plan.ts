/** What a run against an account would do, without doing it: the calls, what they cost at most, the least policy that allows them. */
import { findOperation } from '../../server/smithy/operation.js';
import type { ContractCase } from './case.js';
import { costOf, planSkips, type RunOptions } from './run.js';
import type { ContractTarget } from './target.js';

export interface Plan {
  /** Calls by operation. */
  calls: Map<string, number>;
  /** US dollars at most. */
  cost: number;
  skipped: number;
  /** An IAM policy document. */
  policy: object;
}

/** IAM's actions where they are not the operation's name. Source: service authorization reference, "Actions defined by Amazon Bedrock". */
const actions: Record<string, string[]> = {
  Converse: ['InvokeModel'],
  ConverseStream: ['InvokeModelWithResponseStream'],
  InvokeModelWithBidirectionalStream: ['InvokeModel'],
  StartAsyncInvoke: ['InvokeModel'],
};

export function planRun(cases: readonly ContractCase[], target: ContractTarget, options: RunOptions): Plan {
  const { only } = options;
  const chosen = cases.filter(
    ({ id, steps }) => !only || only.test(id) || steps.some(({ operation }) => only.test(operation)),
  );
  const skips = planSkips(chosen, target, options);
  const running = chosen.filter(({ id }) => !skips.has(id));
  const calls = new Map<string, number>();
  for (const { steps } of running)
    for (const { operation } of steps) calls.set(operation, (calls.get(operation) ?? 0) + 1);
  return {
    calls: new Map([...calls].sort(([left], [right]) => (left < right ? -1 : 1))),
    cost: running.reduce((sum, one) => sum + costOf(one), 0),
    skipped: skips.size,
    policy: writePolicy([...calls.keys()]),
  };
}

function writePolicy(operations: string[]): object {
  const known = operations.filter((name) => findOperation(name));
  const names = [...new Set(known.flatMap((name) => actions[name] ?? [name]))].sort();
  const Action = names.map((name) => `bedrock:${name}`);
  return { Version: '2012-10-17', Statement: [{ Sid: 'BedrockContract', Effect: 'Allow', Action, Resource: '*' }] };
}

export function writePlan(plan: Plan): string {
  const total = [...plan.calls.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...[...plan.calls].map(([operation, count]) => `${String(count).padStart(6)}  ${operation}`),
    `${String(total).padStart(6)}  calls in all; ${plan.skipped} cases are skipped; at most $${plan.cost.toFixed(4)}`,
    '',
    'The least policy that allows them:',
    JSON.stringify(plan.policy, null, 2),
    '',
  ].join('\n');
}
