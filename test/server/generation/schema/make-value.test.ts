import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeValue } from '../../../../src/server/generation/schema/make-value.js';
import { anything, toolSchema } from './schemas.js';

const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true });

const text = { type: 'string' };
const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});

describe('what the question plainly holds', () => {
  const weather = object({ location: text, unit: { enum: ['celsius', 'fahrenheit'] }, days: { type: 'integer' } }, [
    'location',
  ]);
  const currencies = { enum: ['USD', 'EUR', 'GBP'] };
  const flight = object(
    {
      origin: text,
      destination: text,
      date: { type: 'string', format: 'date' },
      passengers: { type: 'integer' },
      cabin: { enum: ['economy', 'business'] },
    },
    ['origin', 'destination', 'date'],
  );

  it.each<[string, object, object]>([
    ['Tell me the weather in Paris, France', weather, { location: 'Paris, France' }],
    [
      'What is the weather like in paris in Fahrenheit, for 3 days?',
      weather,
      { location: 'paris', unit: 'fahrenheit', days: 3 },
    ],
    [
      "What's it like outside?",
      object({ location: { type: 'string', description: 'The city and state, e.g. San Francisco, CA.' } }),
      { location: 'San Francisco, CA' },
    ],
    [
      'What time is it?',
      object({ timezone: { type: 'string', description: 'IANA name such as Europe/Berlin. Default: UTC.' } }),
      { timezone: 'Europe/Berlin' },
    ],
    [
      'Weather in Berlin? (52.5200, 13.4050)',
      object({ latitude: text, longitude: text }),
      { latitude: '52.5200', longitude: '13.4050' },
    ],
    [
      'A person named John who is 30 years old',
      object({ name: text, age: { type: 'integer' } }),
      { name: 'John', age: 30 },
    ],
    [
      'Take the task "Review PR" and status "pending".',
      object({ task: text, status: { anyOf: [{ enum: ['pending', 'done'] }, { type: 'null' }] } }),
      { task: 'Review PR', status: 'pending' },
    ],
    ['Call it with tags red and blue', object({ tags: { type: 'array', items: text } }), { tags: ['red', 'blue'] }],
    [
      'Compare Paris, London and Rome',
      object({ cities: { type: 'array', items: text } }),
      { cities: ['Paris', 'London', 'Rome'] },
    ],
    [
      'A window from 2025-01-01 to 2025-01-02',
      object({ window: object({ start: text, end: text }) }),
      { window: { start: '2025-01-01', end: '2025-01-02' } },
    ],
    ['Add 2 and -5.5', object({ x: { type: 'number' }, y: { type: 'number' } }), { x: 2, y: -5.5 }],
    [
      'Book a flight from Paris to London on June 5th for 2 passengers in business class',
      flight,
      { origin: 'Paris', destination: 'London', date: '2025-06-05', passengers: 2, cabin: 'business' },
    ],
    [
      'Convert 100 USD to EUR',
      object({ from: currencies, to: currencies, amount: { type: 'number' } }),
      { from: 'USD', to: 'EUR', amount: 100 },
    ],
    ['What is 15 * 23? A number, please.', object({ expression: text }), { expression: '15 * 23' }],
    ['Tell me a joke about cats please', object({ topic: text }, []), { topic: 'cats' }],
    ['Where is ORD-1234?', object({ order: { type: 'string', pattern: '^ORD-\\d{4}$' } }), { order: 'ORD-1234' }],
    [
      'Show user_id=42, not verbose',
      object({ user_id: { type: 'integer' }, verbose: { type: 'boolean' } }, []),
      { user_id: 42, verbose: false },
    ],
    ['Search for "red apples", please', object({ query: text }, []), { query: 'red apples' }],
    ['what is new', object({ query: text }), { query: 'what is new' }],
    [
      'Remove the 3 items',
      { oneOf: [object({ action: { const: 'add' } }), object({ action: { const: 'remove' } })] },
      { action: 'remove' },
    ],
    [
      'Show 5 rows',
      object({ rows: { type: 'integer', default: 10 }, page: { type: 'integer', default: 1 } }),
      { rows: 5, page: 1 },
    ],
  ])('%s', (asked, schema, expected) => {
    expect(makeValue(schema, asked)).toEqual(expected);
  });
});

describe('what the question does not hold', () => {
  it('comes from const, default, examples, formats and references', () => {
    const schema = {
      $defs: { Person: object({ email: { type: 'string', format: 'email' } }) },
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
    expect(makeValue(schema, 'hi')).toEqual({
      kind: 'person',
      size: 12,
      colour: 'mauve',
      when: '2025-06-15',
      owner: { email: 'ada@example.com' },
      maybe: [{ email: 'ada@example.com' }],
      both: { a: true, b: null },
    });
  });

  it('is made up by pattern, bounds and lengths', () => {
    const made = makeValue(
      object({
        sku: { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' },
        ratio: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
        dozen: { type: 'integer', minimum: 13, multipleOf: 12 },
        code: { type: 'string', minLength: 12, maxLength: 12 },
        flags: { type: 'array', items: { type: 'boolean' }, uniqueItems: true, minItems: 2 },
      }),
      'hi',
    ) as Record<string, unknown>;
    expect(made).toMatchObject({ dozen: 24, flags: [true, false], code: 'hihihihihihi' });
    expect(made.sku).toMatch(/^[A-Z]{3}-\d{4}$/);
    expect(made.ratio).toBeGreaterThan(0);
    expect(made.ratio).toBeLessThan(1);
  });

  it('ends where a schema is recursive or asks for too much', () => {
    const tree = { type: 'object', properties: { child: { $ref: '#' } }, required: ['child'] };
    expect(JSON.stringify(makeValue(tree, ''))).toMatch(/^(\{"child":){8,10}null\}+$/);
    expect(makeValue({ $ref: '#' }, 'x')).toBe('x');
    const items = { type: 'array', minItems: 1e9, items: { type: 'array', minItems: 1e9, items: {} } };
    expect(JSON.stringify(makeValue({ type: 'object', properties: { items } }, 'x')).length).toBeLessThan(1e6);
  });

  it('ends where every member is the whole schema again', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const wide = {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { $ref: '#' }])),
      required: names,
    };
    const start = performance.now();
    makeValue(wide, 'x');
    expect(performance.now() - start).toBeLessThan(1500);
  });

  it('comes of any JSON at all', () => {
    fc.assert(
      fc.property(anything, (schema) => {
        makeValue(JSON.parse(JSON.stringify(schema)), 'Add 7 in Paris and London: x=3');
      }),
      { numRuns: 500 },
    );
  });

  it('makes do with a schema that says nothing, or that allows nothing', () => {
    expect(makeValue({ type: 'object' }, 'x')).toEqual({});
    expect(makeValue(undefined, 'x')).toBe('x');
    expect(makeValue({ type: 'integer', minimum: 2, maximum: 1 }, 'x')).toBe(0);
    expect(makeValue({ type: 'string', pattern: '(unclosed' }, 'x')).toBe('x');
  });
});

describe('200 random schemas', () => {
  it('have values that are valid, the same each time', () => {
    const question = fc.constantFrom('', 'Add 7 and 12.5 in Paris, not urgent', 'remove a "quoted" word and ORD-1234');
    fc.assert(
      fc.property(toolSchema, question, (schema, asked) => {
        const value = makeValue(schema, asked);
        const validate = ajv.compile(schema);
        const isValid = validate(JSON.parse(JSON.stringify(value)));
        expect(isValid, JSON.stringify({ schema, value, errors: validate.errors })).toBe(true);
        expect(makeValue(schema, asked)).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });
});
