/** Runs cases against a target: their steps in order, several cases at once, each held against its expectation and every invariant. */
import { setTimeout } from 'node:timers/promises';
import { isPrepared } from './callers.js';
import type { ContractCase, Step } from './case.js';
import { checkExpectation, type Difference } from './expectation.js';
import { invariants } from './invariants/index.js';
import { explainKnown } from './known-differences.js';
import { priceOf } from './models.js';
import type { Observation } from './observation.js';
import { differences, resolveReferences } from './paths.js';
import type { ContractTarget } from './target.js';

export interface CaseResult {
  id: string;
  documentation: string;
  /** Of the step that is judged: the last that is no clean-up. */
  operation: string;
  outcome: 'pass' | 'fail' | 'skip';
  /** Why it was skipped, or what is known of its difference. */
  reason?: string;
  differences: Difference[];
  /** What was observed, for who compares two runs: status and exception of each step. */
  observed: string[];
  durationMs: number;
}

export interface RunOptions {
  /** Runs cases that create or change something on a target that is not local. Default false. */
  allowWrites?: boolean;
  /** US dollars that may be spent on a target that is not local. Default 0: only what costs nothing. */
  budget?: number;
  /** Cases at once. Default 8. */
  concurrency?: number;
  /** Only cases whose id or operation matches. */
  only?: RegExp;
  /** Told of every case when it has ended. */
  progress?(result: CaseResult): void;
}

export async function runContract(
  cases: readonly ContractCase[],
  target: ContractTarget,
  options: RunOptions = {},
): Promise<CaseResult[]> {
  const { concurrency = 8, only, progress } = options;
  const chosen = only ? cases.filter((one) => only.test(one.id) || only.test(operationOf(one))) : cases;
  const skips = planSkips(chosen, target, options);
  const results = new Map<ContractCase, CaseResult>();
  const lanes = lanesOf(chosen, target).values();
  async function work(): Promise<void> {
    for (const lane of lanes)
      for (const one of lane) {
        const reason = skips.get(one.id);
        const result = reason === undefined ? await runCase(one, target) : skipped(one, reason);
        results.set(one, result);
        progress?.(result);
      }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
  return chosen.map((one) => results.get(one)!);
}

/**
 * Cases that run one after the other. Of requests that are alike but for what recordings do not count, such as idempotency tokens, the
 * recordings are given in the order in which they were made: so there the cases of an operation keep their order.
 */
function lanesOf(cases: readonly ContractCase[], { recorded }: ContractTarget): ContractCase[][] {
  if (!recorded) return cases.map((one) => [one]);
  const lanes = new Map<string, ContractCase[]>();
  for (const one of cases) {
    const operation = operationOf(one);
    lanes.set(operation, [...(lanes.get(operation) ?? []), one]);
  }
  return [...lanes.values()];
}

export const operationOf = ({ steps }: ContractCase) => steps.findLast(({ cleanup }) => !cleanup)?.operation ?? '';

/** What a case costs at most, in US dollars. */
export const costOf = ({ marks }: ContractCase) => priceOf(marks?.model, marks?.tokens ?? 0);

/** By id: why a case does not run here. */
export function planSkips(
  cases: readonly ContractCase[],
  { local, bidirectional, recorded, prepared }: ContractTarget,
  { allowWrites = false, budget = 0 }: RunOptions,
): Map<string, string> {
  const skips = new Map<string, string>();
  let spent = 0;
  for (const one of cases) {
    const { writes, localOnly, bidirectional: duplex } = one.marks ?? {};
    const cost = costOf(one);
    if (duplex && !bidirectional) skips.set(one.id, 'this host carries no stream in both directions');
    else if (recorded && one.steps.some(({ credentials }) => credentials !== undefined))
      skips.set(one.id, 'who calls is not recorded: a recorder signs with credentials of its own');
    else if (!prepared && one.steps.some(({ credentials }) => isPrepared(credentials)))
      skips.set(one.id, 'its caller is one whom the server is told of: the server was not prepared');
    else if (local) continue;
    else if (localOnly) skips.set(one.id, localOnly);
    else if (writes && !allowWrites) skips.set(one.id, 'it changes the account: --allow-writes runs it');
    else if (spent + cost > budget && cost > 0)
      skips.set(one.id, `it may cost $${cost.toFixed(5)}: a --budget runs it`);
    else spent += cost;
  }
  return skips;
}

function skipped(one: ContractCase, reason: string): CaseResult {
  const { id, documentation } = one;
  return {
    id,
    documentation,
    operation: operationOf(one),
    outcome: 'skip',
    reason,
    differences: [],
    observed: [],
    durationMs: 0,
  };
}

async function runCase(one: ContractCase, target: ContractTarget): Promise<CaseResult> {
  const { id, documentation, steps } = one;
  const start = performance.now();
  const outputs = new Map<string, unknown>();
  const found: Difference[] = [];
  const observed: string[] = [];
  let unavailable: string | undefined;
  for (const step of steps) {
    if ((found.length > 0 || unavailable !== undefined) && !step.cleanup) continue;
    const outcome = await runStep(step, target, outputs);
    if (step.cleanup) continue;
    if (outcome.observation) observed.push(sayOutcome(step, outcome.observation));
    unavailable ??= reasonOfMiss(outcome.observation) ?? reasonOfAccount(outcome.observation, step, target);
    found.push(...outcome.differences);
  }
  const base = { id, documentation, operation: operationOf(one), observed, durationMs: performance.now() - start };
  if (unavailable !== undefined) return { ...base, outcome: 'skip', reason: unavailable, differences: [] };
  return { ...base, ...judge(id, target, found) };
}

/** A known difference is no failure; one that is gone is, so that the list stays true. */
function judge(
  id: string,
  target: ContractTarget,
  differences: Difference[],
): Pick<CaseResult, 'outcome' | 'reason' | 'differences'> {
  const known = explainKnown(id, target.name);
  if (known === undefined) return { outcome: differences.length > 0 ? 'fail' : 'pass', differences };
  if (differences.length > 0) return { outcome: 'skip', reason: `known: ${known}`, differences };
  const gone = { field: 'known-differences', message: `no longer differs, and must leave the list: ${known}` };
  return { outcome: 'fail', differences: [gone] };
}

interface StepOutcome {
  observation?: Observation;
  differences: Difference[];
}

async function runStep(step: Step, target: ContractTarget, outputs: Map<string, unknown>): Promise<StepOutcome> {
  try {
    const params = resolveReferences(step.params, outputs) as Record<string, unknown>;
    const foldsTo = resolveReferences(step.expect.foldsTo, outputs);
    const observation = await callUntil(step, params, target);
    if (step.as !== undefined && observation.output) outputs.set(step.as, observation.output);
    if (step.cleanup) return { observation, differences: [] };
    const broken = invariants.flatMap(({ id, check }) => check(observation).map((message) => ({ field: id, message })));
    const expect = { ...step.expect, foldsTo, ...(step.until && { params: step.until }) };
    return { observation, differences: [...checkExpectation(expect, observation), ...broken] };
  } catch (cause) {
    return { differences: [{ field: step.operation, message: (cause as Error).message }] };
  }
}

/** How often a call is repeated that waits for something, and how long after the last. */
const patience = { calls: 120, pauseMs: 250 };

/** The last reply; the first where the step waits for nothing. */
async function callUntil(step: Step, params: Record<string, unknown>, target: ContractTarget): Promise<Observation> {
  for (let call = 1; ; call += 1) {
    const observation = await target.call(step.operation, params, step.credentials);
    if (!isTooEarly(step, observation) || call === patience.calls) return observation;
    await setTimeout(patience.pauseMs);
  }
}

/** An output is not yet what the step waits for; what is to be taken away is in use. */
function isTooEarly({ until, cleanup }: Step, { output, thrown }: Observation): boolean {
  if (thrown) return cleanup === true && ['ConflictException', 'ResourceInUseException'].includes(thrown.name);
  return until !== undefined && differences(until, output).length > 0;
}

const sayOutcome = ({ operation }: Step, { status, thrown }: Observation) =>
  `${operation} ${status}${thrown ? ` ${thrown.name}` : ''}`;

/** A server in the mode `replay` says so in these words: nothing is known of the case, although some refusals would satisfy it. */
function reasonOfMiss(observation: Observation | undefined): string | undefined {
  return observation?.thrown?.message.startsWith('No recording answers this call') ? 'it was not recorded' : undefined;
}

/** What an account lacks is no fault of the contract: a model it may not call, a permission it was not given. */
function reasonOfAccount(
  observation: Observation | undefined,
  step: Step,
  { local }: ContractTarget,
): string | undefined {
  const { thrown } = observation ?? {};
  if (local || !thrown || step.expect.error === thrown.name || step.credentials) return undefined;
  if (thrown.name === 'AccessDeniedException') return `the account may not: ${thrown.message.slice(0, 200)}`;
  if (thrown.name === 'ThrottlingException') return `the account was throttled: ${thrown.message.slice(0, 200)}`;
  return undefined;
}
