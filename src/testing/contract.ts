/** The contract suite as tests of vitest: one for each case, against a target, with cases of the user's own beside them. */
import { afterAll, describe, test } from 'vitest';
import type { ContractCase } from '../client/contract/case.js';
import { createUrlTarget, type UrlTargetOptions } from '../client/contract/connect.js';
import { sayDifferences } from '../client/contract/report/report.js';
import { type CaseResult, operationOf, type RunOptions, runContract } from '../client/contract/run.js';
import { allCases } from '../client/contract/suite.js';
import type { ContractTarget } from '../client/contract/target.js';

export { type ContractCase, type Expectation, type Step, single } from '../client/contract/case.js';
export { createAwsTarget, createUrlTarget } from '../client/contract/connect.js';
export { runSuite, type SuiteOptions } from '../client/contract/suite.js';
export { type ClientTargetOptions, type ContractTarget, createClientTarget } from '../client/contract/target.js';
export { contractSettings, prepareContract } from './prepare-contract.js';

export interface ContractSuiteOptions extends Omit<RunOptions, 'concurrency' | 'progress'> {
  /** A target that was made, or the URL of a server. */
  target: ContractTarget | (Omit<UrlTargetOptions, 'credentials'> & Partial<Pick<UrlTargetOptions, 'credentials'>>);
  cases?: readonly ContractCase[];
}

const local = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Registers the tests. A case that does not run on the target is skipped with its reason. */
export function contractSuite({ target: given, cases, only, ...options }: ContractSuiteOptions): void {
  const target = 'call' in given ? given : createUrlTarget({ credentials: local, ...given });
  const chosen = allCases(cases).filter((one) => !only || only.test(one.id) || only.test(operationOf(one)));
  describe(`contract against ${target.name}`, () => {
    afterAll(() => target.close());
    for (const one of chosen)
      test(one.id, async ({ skip }) => {
        const [result] = (await runContract([one], target, options)) as [CaseResult];
        if (result.outcome === 'skip') skip(result.reason);
        if (result.outcome === 'fail') throw new Error(`${one.documentation}\n${sayDifferences(result)}`);
      });
  });
}
