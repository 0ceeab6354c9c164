/** Reads a JSON schema: follows references, merges what it combines and settles on one of its choices. */

export type Schema = { [keyword: string]: unknown };

/** Says which of several alternatives to take: 0 is the first. */
export type Choose = (alternatives: Schema[]) => number;

/** References and choices within one another, followed so many times. */
const deepest = 12;

/** The schema without `$ref`, `allOf`, `anyOf`, `oneOf` and `if`: what holds for the one form that `choose` picks. */
export function resolveSchema(given: unknown, root: unknown, choose: Choose): Schema {
  let schema = asSchema(given);
  for (let step = 0; step < deepest; step++) {
    const { $ref, allOf, anyOf, oneOf, if: condition, then, else: otherwise, ...rest } = schema;
    const parts = [
      ...(typeof $ref === 'string' ? [follow($ref, root)] : []),
      ...asArray(allOf),
      ...[anyOf, oneOf].flatMap((list) => pick(asArray(list), root, choose)),
      ...(condition === undefined ? [] : pickCondition(condition, then, otherwise, choose)),
    ];
    if (parts.length === 0) return withoutNonsense(schema);
    schema = parts.map(asSchema).reduce(mergeSchemas, rest);
  }
  return withoutNonsense(schema);
}

/** Keywords by what they must hold; what holds something else says nothing. */
const kinds: readonly [is: (value: unknown) => boolean, keywords: string[]][] = [
  [
    (value) => typeof value === 'number' && value >= 0,
    ['minLength', 'maxLength', 'minItems', 'maxItems', 'minContains', 'minProperties', 'maxProperties'],
  ],
  [(value) => typeof value === 'number', ['minimum', 'maximum']],
  [(value) => typeof value === 'number' || typeof value === 'boolean', ['exclusiveMinimum', 'exclusiveMaximum']],
  [(value) => typeof value === 'number' && value > 0, ['multipleOf']],
  [(value) => typeof value === 'string', ['format', 'pattern']],
  [(value) => [value].flat().every((type) => typeof type === 'string'), ['type']],
  [(value) => Array.isArray(value) && value.length > 0, ['enum']],
];
const tests = new Map(kinds.flatMap(([is, keywords]) => keywords.map((keyword) => [keyword, is] as const)));

function withoutNonsense(schema: Schema): Schema {
  const wrong = Object.keys(schema).filter((keyword) => tests.get(keyword)?.(schema[keyword]) === false);
  if (wrong.length === 0) return schema;
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !wrong.includes(keyword)));
}

/** `null` is the last choice, as it says nothing. */
function pick(list: unknown[], root: unknown, choose: Choose): unknown[] {
  if (list.length === 0) return [];
  const isNull = (schema: unknown) => isSchema(schema) && schema.type === 'null';
  const ordered = [...list.filter((one) => !isNull(one)), ...list.filter(isNull)];
  const options = ordered.map((one) => (isSchema(one) && typeof one.$ref === 'string' ? follow(one.$ref, root) : one));
  return [ordered[choose(options.map(asSchema))]];
}

function pickCondition(condition: unknown, then: unknown, otherwise: unknown, choose: Choose): unknown[] {
  const chosen = choose([asSchema(condition), asSchema(otherwise)]);
  return chosen === 0 ? [condition, then ?? {}] : [otherwise ?? {}];
}

/** What holds where both hold, as far as keywords tell. */
export function mergeSchemas(left: Schema, right: Schema): Schema {
  const merged: Schema = { ...right, ...left };
  for (const [keyword, merge] of Object.entries(merges)) {
    if (keyword in left && keyword in right) merged[keyword] = merge(left[keyword], right[keyword]);
  }
  return merged;
}

const least = (left: unknown, right: unknown) => Math.min(Number(left), Number(right));
const greatest = (left: unknown, right: unknown) => Math.max(Number(left), Number(right));
const both = (left: unknown, right: unknown) => ({ allOf: [left, right] });
const eachBoth = (left: unknown, right: unknown) => {
  const merged: Schema = { ...asSchema(left) };
  for (const [name, schema] of Object.entries(asSchema(right))) {
    merged[name] = Object.hasOwn(merged, name) ? both(merged[name], schema) : schema;
  }
  return merged;
};

const merges: Record<string, (left: unknown, right: unknown) => unknown> = {
  required: (left, right) => [...new Set([...asArray(left), ...asArray(right)])],
  properties: eachBoth,
  patternProperties: eachBoth,
  items: both,
  contains: both,
  additionalProperties: (left, right) => (left === false || right === false ? false : both(left, right)),
  type: (left, right) => {
    const common = [left].flat().filter((type) => typeAllows([right].flat(), type));
    const integers = [right].flat().includes('integer') && [left].flat().includes('number') ? ['integer'] : [];
    return [...common, ...integers];
  },
  enum: (left, right) => asArray(left).filter((value) => asArray(right).some((other) => equal(value, other))),
  minimum: greatest,
  exclusiveMinimum: greatest,
  minLength: greatest,
  minItems: greatest,
  minProperties: greatest,
  maximum: least,
  exclusiveMaximum: least,
  maxLength: least,
  maxItems: least,
  maxProperties: least,
};

const typeAllows = (types: unknown[], type: unknown) =>
  types.includes(type) || (type === 'integer' && types.includes('number'));
const equal = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

/** `#/$defs/Person`; what points elsewhere holds nothing. */
function follow(reference: string, root: unknown): unknown {
  const steps = reference
    .split('/')
    .slice(1)
    .map((step) => step.replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))))
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>((value, step) => {
    const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    return holds ? (value as Schema)[step] : undefined;
  }, root);
}

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const asSchema = (value: unknown): Schema => (isSchema(value) ? value : value === false ? { not: {} } : {});
export const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
