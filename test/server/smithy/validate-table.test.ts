import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constraintCases } from '../../../src/client/contract/generated/constraints.js';
import type { ServiceException } from '../../../src/server/exception.js';
import { operations } from '../../../src/server/smithy/operation.js';
import { sampleShape } from '../../../src/server/smithy/sample.js';
import { validateInput } from '../../../src/server/smithy/validate.js';

const all = operations.map((operation) => ({ operation, ...constraintCases(operation) }));

function refusalOf(act: () => void): ServiceException | undefined {
  try {
    act();
    return undefined;
  } catch (thrown) {
    return thrown as ServiceException;
  }
}

describe('every demand of the table on every input', () => {
  it.each(all)('$operation.name refuses what breaks it and passes what just meets it', ({ operation, cases }) => {
    const wrong: string[] = [];
    for (const { path, words, broken, met } of cases) {
      const refusal = refusalOf(() => validateInput(operation, broken));
      const expected = `at '${path}' failed to satisfy constraint: ${words}`;
      if (refusal?.name !== 'ValidationException' || !refusal.message.includes(expected))
        wrong.push(`${expected} <> ${refusal?.message.slice(0, 300)}`);
      if (refusal && refusal.options.source !== 'coral.validate')
        wrong.push(`${path}: source ${refusal.options.source}`);
      const falseRefusal = met && refusalOf(() => validateInput(operation, met));
      if (falseRefusal) wrong.push(`${path} just meets ${words} <> ${falseRefusal.message.slice(0, 300)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('covers them all', () => {
    const violations = all.reduce((sum, { cases }) => sum + cases.length, 0);
    const boundaries = all.reduce((sum, { cases }) => sum + cases.filter(({ met }) => met).length, 0);
    const bare = all.filter(({ cases }) => cases.length === 0).map(({ operation }) => operation.name);
    console.log(`${violations} violations and ${boundaries} boundaries over ${all.length} operations`);
    expect(violations).toBeGreaterThan(1500);
    expect(boundaries).toBeGreaterThan(500);
    expect(bare).toEqual(operations.filter(({ input }) => input.members.length === 0).map(({ name }) => name));
  });

  it('has no pattern that nothing could break', () => {
    expect(all.flatMap(({ unbreakable }) => unbreakable)).toEqual([]);
  });
});

describe('sampled inputs', () => {
  it('are valid, whatever the seed, with and without their optional members', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...operations),
        fc.integer(),
        fc.boolean(),
        ({ service, input, ...rest }, seed, full) => {
          const sample = sampleShape(service, input, undefined, { seed, now: 0, full }) as Record<string, unknown>;
          validateInput({ service, input, ...rest }, sample);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
