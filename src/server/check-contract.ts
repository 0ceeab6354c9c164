/** Holds what a user wrote against its JSON Schema, and says in one sentence what is wrong and where. */
import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { FixtureMatch } from '../fixtures/fixture.js';
import { readFixture } from '../fixtures/read-fixture.js';
import { testsOf } from './match.js';
import { didYouMean } from './nearest.js';
import { exceptionsOf } from './smithy/operation.js';

/** The published contracts: each has a JSON Schema in src/fixtures. */
export type Contract = 'fixture' | 'fault' | 'journal-entry';

/** What is wrong with a part of what a user wrote; the message is one sentence. */
export class ContractProblem extends Error {
  constructor(
    readonly path: string[],
    sentence: string,
  ) {
    super(sentence);
  }
}

const validators = new Map<Contract, ValidateFunction>();

function validatorOf(contract: Contract): ValidateFunction {
  const known = validators.get(contract);
  if (known) return known;
  const { Ajv } = createRequire(import.meta.url)('ajv') as typeof import('ajv');
  const ajv = new Ajv({ discriminator: true, allowUnionTypes: true, verbose: true });
  ajv.addSchema(readFixture<object>('fixture.schema'), 'fixture.schema.json');
  const one = { $ref: 'fixture.schema.json#/definitions/fixture' };
  const validate = ajv.compile(contract === 'fixture' ? one : readFixture<object>(`${contract}.schema`));
  validators.set(contract, validate);
  return validate;
}

/** Throws a ContractProblem, such as `fixture/match: "modle" is not a key that is known here; did you mean "model"?`. */
export function checkContract(contract: Contract, value: unknown): void {
  const validate = validatorOf(contract);
  if (!validate(value)) throw problemOf(contract, validate.errors ?? []);
}

/** Throws where Bedrock has no exception of this name. `path`: of the fixture's part that names it. */
export function checkException(where: string, name: string, path: string[] = []): void {
  const known = [...new Set([...exceptionsOf('bedrock-runtime').keys(), ...exceptionsOf('bedrock').keys()])];
  if (known.includes(name)) return;
  const sentence = `${where}: "${name}" is no exception of Bedrock${didYouMean(name, known)}`;
  throw new ContractProblem(path, `${sentence} (known are ${known.sort().join(', ')})`);
}

/** Throws where a pattern or a path of the match cannot be read. `where`: `fixture`. */
export function checkPatterns(where: string, match: FixtureMatch | undefined): void {
  for (const [name, value] of Object.entries(match ?? {})) {
    try {
      testsOf({ [name]: value });
    } catch (cause) {
      throw new ContractProblem(['match', name], `${where}/match: ${(cause as Error).message}`);
    }
  }
}

function problemOf(contract: Contract, errors: ErrorObject[]): ContractProblem {
  const error = errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0];
  const path = (error?.instancePath ?? '').split('/').slice(1);
  const where = `${contract}${error?.instancePath ?? ''}`;
  if (error?.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
    return new ContractProblem(
      [...path, key],
      `${where}: "${key}" is not a key that is known here${didYouMean(key, known)}`,
    );
  }
  if (error?.keyword === 'discriminator')
    return new ContractProblem(path, `${where}: "${String(error.params.tagValue)}" is no fault that is known`);
  return new ContractProblem(path, `${where}: ${error?.message ?? 'is not of the form'}`);
}
