import { describe, expect, it } from 'vitest';
import { operationBehaviours } from '../../../src/server/operations/index.js';
import { resources } from '../../../src/server/resources/index.js';
import { commonFilters } from '../../../src/server/resources/shared/filters.js';
import { findOperation, operations } from '../../../src/server/smithy/operation.js';

const declared = resources.flatMap(({ operations }) => Object.keys(operations));

it('leaves no operation of the control plane without behaviour', () => {
  const without = operations.filter(({ name, service }) => service === 'bedrock' && !operationBehaviours[name]);
  expect(without.map(({ name }) => name)).toEqual([]);
});

describe('the table of resources', () => {
  it('has each kind and each operation once', () => {
    const kinds = resources.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(new Set(declared).size).toBe(declared.length);
  });

  it.each(declared)('%s is an operation, and answers', (name) => {
    expect(findOperation(name)).toBeDefined();
    expect(operationBehaviours[name]).toHaveProperty('handle');
  });

  const verbs = resources.flatMap(({ operations }) => Object.entries(operations));
  it.each(verbs)('%s reads and writes members that its schema has', (name, operation) => {
    const { input, output } = findOperation(name)!;
    if ('get' in operation) expect(input.byName.get(operation.get)?.required).toBe(true);
    if ('delete' in operation) expect(input.byName.get(operation.delete)?.required).toBe(true);
    if ('list' in operation) expect(output.byName.get(operation.list)?.shape.type).toBe('list');
    if ('create' in operation)
      expect(input.members.some(({ name }) => /^client(Request)?Token$/.test(name))).toBe(true);
    if ('list' in operation && !operation.records) {
      const general = ['maxResults', 'nextToken', 'sortBy', 'sortOrder', ...Object.keys(commonFilters)];
      const known = [...general, ...Object.keys(operation.filters ?? {})];
      expect(input.members.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
    }
  });
});
