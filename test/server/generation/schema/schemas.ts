/** Random JSON schemas that allow something, with the keywords that tools have. */
import fc from 'fast-check';

type Schema = Record<string, unknown>;

const word = fc.constantFrom('name', 'age', 'tags', 'city', 'order_id', 'unit', 'constructor', 'a b', '$ref-like');

const text: fc.Arbitrary<Schema> = fc
  .oneof(
    fc.record({ minLength: fc.nat(9), maxLength: fc.integer({ min: 9, max: 40 }) }, { requiredKeys: [] }),
    fc.record({
      format: fc.constantFrom('date', 'date-time', 'time', 'email', 'uri', 'uuid', 'ipv4', 'hostname', 'duration'),
    }),
    fc.record({
      pattern: fc.constantFrom(
        '^[A-Z]{3}-\\d{4}$',
        '^\\d+$',
        'x',
        '^(red|green)$',
        '^[a-z]{2,8}(_[a-z]+)*$',
        '^\\S+@\\S+$',
        '^.*$',
      ),
    }),
    fc.record({
      pattern: fc.constant('^[a-z]+$'),
      minLength: fc.integer({ min: 3, max: 6 }),
      maxLength: fc.integer({ min: 6, max: 8 }),
    }),
    fc.record({ not: fc.constantFrom({ const: 'Paris' }, { pattern: 'P' }, { maxLength: 0 }) }),
  )
  .map((schema) => ({ type: 'string', ...schema }));

const number: fc.Arbitrary<Schema> = fc
  .record({
    low: fc.integer({ min: -50, max: 50 }),
    width: fc.integer({ min: 2, max: 9 }),
    type: fc.constantFrom('integer', 'number'),
  })
  .chain(({ low, width, type }) =>
    fc.constantFrom<Schema>(
      { type },
      { type, minimum: low, maximum: low + width },
      { type, exclusiveMinimum: low, exclusiveMaximum: low + width },
      { type, exclusiveMinimum: low },
      { type, maximum: low },
      { type, minimum: low, multipleOf: width },
      { type, multipleOf: 0.5 },
      { type: [type, 'null'], minimum: low },
      { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    ),
  );

/** The SDK gives numbers of a document that a double cannot hold, or that stand with an exponent, as values of its own; those are not tried. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER && !String(value).includes('e');
  return value === null || typeof value !== 'object' || Object.values(value).every(isPlain);
}

const scalar: fc.Arbitrary<Schema> = fc.oneof(
  text,
  number,
  fc.record({ type: fc.constantFrom('boolean', 'null') }),
  fc.record({ type: fc.constant('string'), enum: fc.uniqueArray(fc.string(), { minLength: 1 }) }),
  fc.record({ enum: fc.uniqueArray(fc.oneof(fc.integer(), fc.boolean(), fc.constant(null)), { minLength: 1 }) }),
  fc.record({ const: fc.jsonValue().filter(isPlain) }),
);

/** Two forms of an object that a constant tells apart. */
const tagged = (one: Schema, other: Schema): Schema => ({
  oneOf: [one, other].map((value, index) => ({
    type: 'object',
    properties: { action: { const: ['add', 'remove'][index] }, value },
    required: ['action', 'value'],
  })),
});

const conditional = (value: Schema): Schema => ({
  type: 'object',
  properties: { urgent: { type: 'boolean' }, reason: value },
  required: ['urgent'],
  if: { properties: { urgent: { const: true } } },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: { required: ['reason'] },
  else: { not: { required: ['reason'] } },
});

const { schema } = fc.letrec<{ schema: Schema; object: Schema; list: Schema }>((tie) => ({
  object: fc.dictionary(word, tie('schema'), { maxKeys: 3 }).chain((properties) =>
    fc.record({
      type: fc.constant('object'),
      properties: fc.constant(properties),
      required: fc.subarray(Object.keys(properties)),
      additionalProperties: fc.constantFrom(false, true, { type: 'string' }),
    }),
  ),
  list: fc.oneof(
    fc.record(
      { type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(3) },
      { requiredKeys: ['type', 'items'] },
    ),
    fc
      .record({ type: fc.constant('array'), items: number, contains: fc.constant({ type: 'number', maximum: -60 }) })
      .map(() => ({
        type: 'array',
        items: { type: 'number' },
        contains: { maximum: -60 },
        minContains: 2,
      })),
    fc
      .record({ type: fc.constant('array'), items: text, uniqueItems: fc.constant(true), minItems: fc.nat(2) })
      .map((list) => ({
        ...list,
        items: { type: 'string' },
      })),
    fc
      .tuple(tie('schema'), tie('schema'))
      .map((prefixItems) => ({ type: 'array', prefixItems, items: false, minItems: 2 })),
  ),
  schema: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    scalar,
    tie('object'),
    tie('list'),
    fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
    fc.tuple(tie('schema'), tie('schema')).map(([one, other]) => tagged(one!, other!)),
    tie('schema').map(conditional),
    fc.record({ type: fc.constant('object'), additionalProperties: tie('schema'), minProperties: fc.nat(2) }),
    fc.constant({
      type: 'object',
      patternProperties: { '^x-': { type: 'integer' } },
      additionalProperties: false,
      minProperties: 1,
    }),
    fc.constant({
      type: 'object',
      properties: { card: { type: 'string' }, address: { type: 'string' } },
      required: ['card'],
      dependentRequired: { card: ['address'] },
    }),
    fc.constant({
      allOf: [
        { type: 'object', properties: { size: { type: 'integer', minimum: 3 } }, required: ['size'] },
        { properties: { size: { maximum: 4 }, colour: { enum: ['red', 'blue'] } }, required: ['colour'] },
      ],
    }),
  ),
}));

/** The input schema of a tool: an object, whose members may refer to definitions and to itself. */
export const toolSchema: fc.Arbitrary<Schema> = fc
  .tuple(fc.dictionary(word, schema, { minKeys: 1, maxKeys: 3 }), schema)
  .chain(([properties, shared]) =>
    fc.subarray(Object.keys(properties)).map((required) => ({
      type: 'object',
      properties: {
        ...properties,
        shared: { $ref: '#/$defs/Shared' },
        tree: { $ref: '#/$defs/Tree' },
      },
      required: [...required, 'shared', 'tree'],
      additionalProperties: false,
      $defs: {
        Shared: shared,
        Tree: {
          type: 'object',
          properties: {
            label: { type: 'string' },
            children: { type: 'array', items: { $ref: '#/$defs/Tree' } },
            next: { anyOf: [{ $ref: '#/$defs/Tree' }, { type: 'null' }] },
          },
          required: ['label', 'children', 'next'],
        },
      },
    })),
  );

const keywords =
  '$defs $id $ref additionalProperties allOf anyOf const contains default dependentRequired dependentSchemas else enum examples exclusiveMinimum format if items maxItems maxLength maxProperties maximum minContains minItems minLength minProperties minimum multipleOf not oneOf pattern patternProperties prefixItems properties propertyNames required then title type uniqueItems'.split(
    ' ',
  );

const held = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('string', 'integer', 'object', 'array', 'date', '#', '#/$defs/a', '(', '^a+$', -5, 1e9, 0.1),
);

/** Schemas whose keywords hold anything. */
export const anything = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.dictionary(
    fc.constantFrom(...keywords),
    fc.oneof({ maxDepth: 3 }, held, tie('schema'), fc.array(tie('schema'), { maxLength: 3 })),
    { maxKeys: 6 },
  ),
})).schema;
