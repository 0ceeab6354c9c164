/** Holds what a user wrote against its JSON Schema, and says in one sentence what is wrong and where. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Fixture, FixtureMatch, TextMatch } from '../fixtures/fixture.js';
import { readFixture } from '../fixtures/read-fixture.js';
import { exceptionsOf } from './smithy/operation.js';

/** The published contracts: each has a JSON Schema in src/fixtures. */
export type Contract = 'fixture' | 'fault' | 'journal-entry';

const validators = new Map<Contract, ValidateFunction>();

function validatorOf(contract: Contract): ValidateFunction {
  const known = validators.get(contract);
  if (known) return known;
  const ajv = new Ajv({ discriminator: true, allowUnionTypes: true });
  if (contract !== 'fixture') ajv.addSchema(readFixture<object>('fixture.schema'), 'fixture.schema.json');
  const validate = ajv.compile(readFixture<object>(`${contract}.schema`));
  validators.set(contract, validate);
  return validate;
}

/** Throws an Error of one sentence, such as `fixture/match: "modle" is not a key that is known here`. */
export function checkContract(contract: Contract, value: unknown): void {
  const validate = validatorOf(contract);
  if (!validate(value)) throw new Error(sentence(contract, validate.errors ?? []));
}

/** A fixture's form, its patterns, and the names of the exceptions that it answers with. */
export function checkFixture(fixture: Fixture): void {
  checkContract('fixture', fixture);
  checkPatterns('fixture', fixture.match);
  for (const reply of Array.isArray(fixture.reply) ? fixture.reply : [fixture.reply]) {
    if ('exception' in reply) checkException('fixture/reply/exception', reply.exception.name);
  }
}

/** Throws where Bedrock has no exception of this name. */
export function checkException(where: string, name: string): void {
  const known = [...new Set([...exceptionsOf('bedrock-runtime').keys(), ...exceptionsOf('bedrock').keys()])];
  if (!known.includes(name)) {
    throw new Error(`${where}: "${name}" is no exception of Bedrock; known are ${known.sort().join(', ')}`);
  }
}

/** Throws where a pattern of the match does not compile. */
export function checkPatterns(where: string, match: FixtureMatch | undefined): void {
  const texts = [match?.prompt, match?.lastUserTurn, match?.system, ...Object.values(match?.headers ?? {})];
  for (const text of texts) if (typeof text === 'object') checkPattern(where, text);
}

function checkPattern(where: string, { pattern, flags }: Exclude<TextMatch, string>): void {
  try {
    new RegExp(pattern, flags);
  } catch (cause) {
    throw new Error(`${where}/match: ${(cause as Error).message}`);
  }
}

function sentence(contract: Contract, errors: ErrorObject[]): string {
  const error = errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0];
  const where = `${contract}${error?.instancePath ?? ''}`;
  if (error?.keyword === 'additionalProperties') {
    return `${where}: "${String(error.params.additionalProperty)}" is not a key that is known here`;
  }
  if (error?.keyword === 'discriminator')
    return `${where}: "${String(error.params.tagValue)}" is no fault that is known`;
  return `${where}: ${error?.message ?? 'is not of the form'}`;
}
