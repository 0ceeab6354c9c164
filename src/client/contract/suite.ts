/** The whole suite: all cases, or those that are given beside them, run and reported. */
import type { ContractCase } from './case.js';
import { writtenCases } from './cases/index.js';
import { generatedCases } from './generated/index.js';
import { countOutcomes, type Report } from './report/report.js';
import { type RunOptions, runContract } from './run.js';
import type { ContractTarget } from './target.js';

export interface SuiteOptions extends RunOptions {
  /** Cases of the user's own, in the same form; their ids must be new. */
  cases?: readonly ContractCase[];
}

/** Throws an Error of one sentence where two cases have one id. */
export function allCases(own: readonly ContractCase[] = []): ContractCase[] {
  const all = [...own, ...writtenCases, ...generatedCases()];
  const seen = new Set<string>();
  for (const { id } of all) {
    if (seen.has(id)) throw new Error(`two contract cases have the id ${id}: give each its own`);
    seen.add(id);
  }
  return all;
}

export async function runSuite(target: ContractTarget, options: SuiteOptions = {}): Promise<Report> {
  const cases = allCases(options.cases);
  const startedAt = new Date().toISOString();
  const start = performance.now();
  const results = await runContract(cases, target, options);
  const ran = new Set(results.map(({ id }) => id));
  const generated = generatedCases().filter(({ id }) => ran.has(id)).length;
  const { name, region } = target;
  const durationMs = performance.now() - start;
  const counts = countOutcomes(results);
  return {
    target: name,
    region,
    startedAt,
    durationMs,
    counts,
    written: results.length - generated,
    generated,
    results,
  };
}
