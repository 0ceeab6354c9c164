import { describe, expect, it } from 'vitest';
import { isProvoked } from '../../../src/client/contract/by-fault.js';
import type { ContractCase } from '../../../src/client/contract/case.js';
import { writtenCases } from '../../../src/client/contract/cases/index.js';
import { generatedCases } from '../../../src/client/contract/generated/index.js';
import { errorsOf } from '../../../src/fixtures/operation-errors.js';
import { operations } from '../../../src/server/smithy/operation.js';

/** What a request provokes and no case asks for, each with the reason. */
const notInTheSuite: Record<string, string> = {
  'InvokeModelWithBidirectionalStream ModelTimeoutException':
    'a session ends so after eight minutes; test/server/exceptions lets them pass by the clock',
};

/** `Converse ThrottlingException`, of every step that must end so. */
const expected = (cases: readonly ContractCase[]) =>
  cases.flatMap(({ steps }) =>
    steps.flatMap(({ operation, expect: { error }, cleanup }) =>
      error !== undefined && !cleanup ? [`${operation} ${error}`] : [],
    ),
  );

const provoked = operations.flatMap(({ name }) =>
  errorsOf(name)
    .filter((exception) => isProvoked(name, exception))
    .map((exception) => `${name} ${exception}`),
);
const written = new Set(expected(writtenCases));
const generated = new Set(expected(generatedCases()));

describe('every modelled exception that a request provokes', () => {
  it('has a case that expects it, or stands here with the reason why not', () => {
    const missing = provoked.filter((pair) => !written.has(pair) && !generated.has(pair));
    expect(missing.sort()).toEqual(Object.keys(notInTheSuite).sort());
  });

  it('has a case by a rule where one gives it, and else a written one', () => {
    expect(provoked.length).toBeGreaterThan(500);
    expect(provoked.filter((pair) => generated.has(pair)).length).toBeGreaterThan(450);
    expect(provoked.filter((pair) => written.has(pair) && !generated.has(pair)).length).toBeGreaterThan(30);
  });
});
