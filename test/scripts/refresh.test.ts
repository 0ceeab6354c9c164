import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildConstraints, buildErrors } from '../../scripts/refresh/build-table.js';
import { compareConstraints, compareErrors, compareNames } from '../../scripts/refresh/differences.js';
import { listModelMembers } from '../../scripts/refresh/members.js';
import { readModel, type ServiceModel } from '../../scripts/refresh/model.js';
import { patchModel } from '../../scripts/refresh/patches.js';

const model: ServiceModel = {
  operations: {
    GetThing: { name: 'GetThing', input: { shape: 'GetThingRequest' }, errors: [{ shape: 'ThingNotFoundException' }] },
  },
  shapes: {
    GetThingRequest: {
      type: 'structure',
      members: { names: { shape: 'Names' }, note: { shape: 'Text' }, size: { shape: 'Size' } },
    },
    Names: { type: 'list', member: { shape: 'Name' }, max: 3 },
    Name: { type: 'string', pattern: '[a-z]+' },
    Size: { type: 'integer', min: 1 },
    Text: { type: 'string' },
    Unreached: { type: 'string', min: 1 },
  },
};

const table = {
  types: { Name: { pattern: '[a-z]+' }, Names: { max: 3, member: 'Name' }, Size: { min: 1, integer: true } },
  structures: { GetThingRequest: { names: 'Names', size: 'Size' } },
};

describe('the table that is built from a model', () => {
  it('holds what operations reach and what demands something', () => {
    expect(buildConstraints(model)).toEqual(table);
    expect(buildErrors(model)).toEqual({ GetThing: ['ThingNotFoundException'] });
    expect([...listModelMembers({ bedrock: model })]).toContain('bedrock GetThingRequest.note');
  });

  it('takes patches in, and tells of those that are of no use any more', () => {
    const told: string[] = [];
    const patches = [
      { where: 'bedrock Text', what: { max: 9 }, reason: 'seen' },
      { where: 'bedrock Size', what: { min: 1 }, reason: 'seen' },
      { where: 'bedrock Gone', what: { min: 1 }, reason: 'seen' },
      { where: 'bedrock-runtime Name', what: { min: 1 }, reason: 'of the other service' },
    ];
    const patched = buildConstraints(patchModel('bedrock', model, patches, (line) => told.push(line)));
    expect(patched.types.Text).toEqual({ max: 9 });
    expect(patched.structures.GetThingRequest?.note).toBe('Text');
    expect(patched.types.Name).toEqual({ pattern: '[a-z]+' });
    expect(told).toEqual([
      'patch that is no longer needed: bedrock Size',
      'patch for a type that is gone: bedrock Gone',
    ]);
  });

  it('is read from a file of one service or of several, and from no other', () => {
    const folder = mkdtempSync(join(tmpdir(), 'refresh-'));
    const write = (name: string, content: object) => {
      writeFileSync(join(folder, name), JSON.stringify(content));
      return join(folder, name);
    };
    try {
      const plain = write('service-2.json', { ...model, metadata: { endpointPrefix: 'bedrock-runtime' } });
      expect(Object.keys(readModel(plain))).toEqual(['bedrock-runtime']);
      expect(Object.keys(readModel(write('both.json', { bedrock: model, 'bedrock-runtime': model })))).toHaveLength(2);
      expect(() => readModel(write('other.json', { ...model, metadata: { endpointPrefix: 's3' } }))).toThrow(
        /no model of bedrock/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what changed', () => {
  it('is said type by type and member by member', () => {
    const empty = { types: {}, structures: {} };
    const changed = {
      types: { Name: { pattern: '[a-z]*' }, Names: { max: 3, member: 'Name' }, Sort: { enum: ['A'] } },
      structures: { GetThingRequest: { names: 'Names', sort: 'Sort' } },
    };
    expect(
      compareConstraints({ bedrock: table, 'bedrock-runtime': empty }, { bedrock: changed, 'bedrock-runtime': empty }),
    ).toEqual([
      'bedrock type Name: pattern "[a-z]+" -> "[a-z]*"',
      'bedrock type Size: removed',
      'bedrock type Sort: added',
      'bedrock structure GetThingRequest: size "Size" -> none',
      'bedrock structure GetThingRequest: sort none -> "Sort"',
    ]);
  });

  it('is said of operations and their errors', () => {
    const before = { bedrock: { GetThing: ['A', 'B'], OldThing: [] }, 'bedrock-runtime': {} };
    const after = { bedrock: { GetThing: ['B', 'C'], NewThing: [] }, 'bedrock-runtime': {} };
    expect(compareErrors(before, after)).toEqual([
      'bedrock operation GetThing: + C',
      'bedrock operation GetThing: - A',
      'bedrock operation NewThing: added',
      'bedrock operation OldThing: removed',
    ]);
    expect(compareNames(['a', 'b'], ['b', 'c'], 'gone', 'new')).toEqual(['a: gone', 'c: new']);
  });
});
