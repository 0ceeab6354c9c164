import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constraintsOf } from '../../../src/fixtures/constraints.js';
import { demandsOf } from '../../../src/server/smithy/demands.js';
import { findOperation, operations } from '../../../src/server/smithy/operation.js';
import { sampleOutput } from '../../../src/server/smithy/sample.js';
import type { StructureShape } from '../../../src/server/smithy/shape.js';

const now = Date.parse('2026-01-02T03:04:05Z');

/** Where a sample lacks a required member or breaks a constraint; a list may be empty, whatever its least length. */
function faults(
  service: 'bedrock' | 'bedrock-runtime',
  shape: StructureShape,
  value: Record<string, unknown>,
): string[] {
  const constraints = constraintsOf(service, shape.name);
  return shape.members.flatMap(({ name, required, shape: target }) => {
    const item = value[name];
    if (item === undefined) return required ? [`${shape.name}.${name} is missing`] : [];
    const broken = demandsOf(constraints?.get(name), target).filter(
      (demand) => demand.fails(item) && !(Array.isArray(item) && item.length === 0),
    );
    const inner = target.type === 'structure' ? faults(service, target, item as Record<string, unknown>) : [];
    return [...broken.map(({ words }) => `${shape.name}.${name}: ${words}`), ...inner];
  });
}

describe('a sampled output', () => {
  it('has what the schema requires, within its constraints, for every operation and seed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...operations), fc.integer(), (operation, seed) => {
        const { service, output, outputEvents } = operation;
        const sample = sampleOutput(operation, { seed, now });
        if (outputEvents) delete sample[outputEvents.name];
        const found = faults(service, output, sample).filter(
          (fault) => !fault.startsWith(`${output.name}.${outputEvents?.name} `),
        );
        expect(found).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same for the same seed, and another for another', () => {
    const operation = findOperation('CreateGuardrail')!;
    const [one, again, other] = [7, 7, 8].map((seed) => sampleOutput(operation, { seed, now }));
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('takes over what is known by name and type, where it satisfies the constraint', () => {
    const known = { guardrailId: 'abcdefghijkl', guardrailArn: 'no arn', version: 7 };
    const { guardrailId, guardrailArn, version } = sampleOutput(findOperation('CreateGuardrail')!, {
      seed: 1,
      now,
      known,
    });
    expect(guardrailId).toBe('abcdefghijkl');
    expect(guardrailArn).toMatch(/^arn:aws:bedrock:/);
    expect(version).toBe('DRAFT');
  });

  it('lists nothing and has no next page', () => {
    for (const operation of operations.filter(({ name }) => name.startsWith('List'))) {
      const lists = operation.output.members.filter(({ shape }) => shape.type === 'list');
      const sample = sampleOutput(operation, { seed: 1, now, known: { nextToken: 'page-2' } });
      expect(sample.nextToken).toBeUndefined();
      for (const { name } of lists) expect(sample[name], `${operation.name}.${name}`).toEqual([]);
    }
  });

  it('has one time for all its timestamps', () =>
    expect(sampleOutput(findOperation('CreateGuardrail')!, { seed: 1, now }).createdAt).toEqual(new Date(now)));
});
