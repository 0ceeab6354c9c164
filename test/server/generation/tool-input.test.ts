import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeToolInput } from '../../../src/server/generation/tool-input.js';

const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true });

describe('makeToolInput', () => {
  it('takes what the question holds where it fits', () => {
    const schema = {
      type: 'object',
      properties: {
        city: { type: 'string' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
        days: { type: 'integer', minimum: 1, maximum: 7 },
        note: { type: 'string' },
      },
      required: ['city', 'unit', 'days'],
    };
    expect(makeToolInput(schema, 'Tell me the weather in San Francisco for 3 days, in Fahrenheit')).toEqual({
      city: 'San Francisco',
      unit: 'fahrenheit',
      days: 3,
    });
    const sum = { type: 'object', properties: { x: { type: 'number' }, y: { type: 'number' } }, required: ['x', 'y'] };
    expect(makeToolInput(sum, 'Add 2 and -5.5')).toEqual({ x: 2, y: -5.5 });
    const search = { type: 'object', properties: { query: { type: 'string' } } };
    expect(makeToolInput(search, 'Search for "red apples", please')).toEqual({ query: 'red apples' });
    expect(makeToolInput(search, 'what is new')).toEqual({ query: 'what is new' });
  });

  it('knows const, default, examples, formats and references', () => {
    const schema = {
      $defs: {
        Person: { type: 'object', properties: { email: { type: 'string', format: 'email' } }, required: ['email'] },
      },
      type: 'object',
      properties: {
        kind: { const: 'person' },
        size: { type: 'integer', default: 12 },
        colour: { type: 'string', examples: ['mauve'] },
        when: { type: 'string', format: 'date' },
        owner: { $ref: '#/$defs/Person' },
        maybe: { anyOf: [{ type: 'null' }, { type: 'array', items: { $ref: '#/$defs/Person' } }] },
        both: {
          allOf: [
            { properties: { a: { type: 'boolean' } }, required: ['a'] },
            { properties: { b: { type: 'null' } }, required: ['b'] },
          ],
        },
      },
    };
    expect(makeToolInput(schema, 'hi')).toEqual({
      kind: 'person',
      size: 12,
      colour: 'mauve',
      when: '2025-06-15',
      owner: { email: 'ada@example.com' },
      maybe: [{ email: 'ada@example.com' }],
      both: { a: true, b: null },
    });
  });

  it('ends on a schema that is recursive, and on one that asks for too much', () => {
    const tree = { type: 'object', properties: { child: { $ref: '#' } }, required: ['child'] };
    expect(JSON.stringify(makeToolInput(tree, ''))).toMatch(/^(\{"child":){8,10}null\}+$/);
    expect(makeToolInput({ $ref: '#' }, 'x')).toBe('x');
    const items = { type: 'array', minItems: 1e9, items: { type: 'array', minItems: 1e9, items: {} } };
    expect(JSON.stringify(makeToolInput({ type: 'object', properties: { items } }, 'x')).length).toBeLessThan(1e6);
  });

  it('makes do with a schema that says nothing', () => {
    expect(makeToolInput({ type: 'object' }, 'x')).toEqual({});
    expect(makeToolInput(undefined, 'x')).toBe('x');
  });

  const scalar = fc.oneof(
    fc.record({ type: fc.constant('string'), minLength: fc.nat(9) }, { requiredKeys: ['type'] }),
    fc.record({ type: fc.constant('string'), maxLength: fc.nat(9) }, { requiredKeys: ['type'] }),
    fc.record({ type: fc.constant('string'), enum: fc.uniqueArray(fc.string(), { minLength: 1 }) }),
    fc.record({ type: fc.constantFrom('boolean', 'null') }),
    fc.record({ enum: fc.uniqueArray(fc.oneof(fc.integer(), fc.boolean(), fc.constant(null)), { minLength: 1 }) }),
    fc.record({ const: fc.jsonValue() }),
    fc.record({ type: fc.constant(['null', 'integer']), minimum: fc.integer({ min: -50, max: 50 }) }),
    fc
      .record({
        low: fc.integer({ min: -50, max: 50 }),
        width: fc.integer({ min: 2, max: 9 }),
        type: fc.constantFrom('integer', 'number'),
      })
      .chain(({ low, width, type }) =>
        fc.constantFrom(
          { type, minimum: low, maximum: low + width },
          { type, exclusiveMinimum: low, exclusiveMaximum: low + width },
          { type, exclusiveMinimum: low },
          { type, maximum: low },
          { type, minimum: low, multipleOf: width },
        ),
      ),
    fc.constant({ type: 'number', exclusiveMinimum: 0, maximum: 1 }),
  );
  const { schema } = fc.letrec<{ schema: object }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      scalar,
      fc
        .dictionary(fc.constantFrom('name', 'age', 'tags', 'constructor', 'a b'), tie('schema'))
        .chain((properties) =>
          fc
            .subarray(Object.keys(properties))
            .map((required) => ({ type: 'object', properties, required, additionalProperties: false })),
        ),
      fc.record(
        { type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(3) },
        { requiredKeys: ['type', 'items'] },
      ),
      fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    ),
  }));

  it('makes inputs that are valid by their schema', () => {
    fc.assert(
      fc.property(schema, fc.constantFrom('', 'Add 7 and 12.5 in Paris', 'a "quoted" word'), (given, asked) => {
        const validate = ajv.compile(given);
        const input = makeToolInput(given, asked);
        expect(validate(JSON.parse(JSON.stringify(input))), JSON.stringify({ input, errors: validate.errors })).toBe(
          true,
        );
      }),
      { numRuns: 200 },
    );
  });
});
