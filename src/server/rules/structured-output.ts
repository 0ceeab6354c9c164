/** What a JSON Schema may hold where Claude is to keep to it: `outputConfig` and strict tools. */
import type { ConverseContext, Rule } from './rule.js';

type Schema = Record<string, unknown>;

/** Keywords that no grammar is made of, by the type that they bound. Source: recorded exchanges; user guide, "Structured outputs". */
const unsupported: Record<string, string[]> = {
  array: ['maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains'],
  integer: ['exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum', 'multipleOf'],
  number: ['exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum', 'multipleOf'],
  object: ['maxProperties', 'minProperties'],
  string: ['maxLength', 'minLength'],
};

/** The first words about a schema or one within it; undefined where all of it is supported. */
function wordsOf(schema: Schema): string | undefined {
  const all = [...walk(schema)];
  for (const part of all) {
    const type = typeof part.type === 'string' ? part.type : '';
    const found = (unsupported[type] ?? []).filter((keyword) => keyword in part);
    if (found.length === 1) return `For '${type}' type, property '${found[0]}' is not supported`;
    if (found.length > 1) return `For '${type}' type, properties ${found.join(', ')} are not supported`;
    if (type === 'object' && part.additionalProperties !== false)
      return "For 'object' type, 'additionalProperties' must be explicitly set to false";
  }
  const counts = all.flatMap(({ minItems }) => (typeof minItems === 'number' && minItems > 1 ? minItems : []));
  return counts.length > 0
    ? `For 'array' type, 'minItems' values other than 0 or 1 are not supported (got: [${counts.join(', ')}])`
    : undefined;
}

function* walk(value: unknown): Generator<Schema> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
    return;
  }
  const { enum: _, const: __, default: ___, examples: ____, properties, $defs, ...schema } = value as Schema;
  yield { ...schema };
  for (const named of [properties, $defs]) for (const part of Object.values(named ?? {})) yield* walk(part);
  for (const part of Object.values(schema)) yield* walk(part);
}

const models = { formats: ['anthropic-messages'] };

export const outputSchema: Rule = {
  id: 'converse/output-schema',
  what: "Claude's schema of a reply keeps to the keywords that it can be held to",
  source: 'recorded exchanges; public threads of 2026',
  models,
  saidBy: 'model',
  check: ({ input }) => {
    const text = input.outputConfig?.textFormat?.structure?.jsonSchema?.schema;
    const schema = text === undefined ? undefined : parse(text);
    const words = schema && wordsOf(schema);
    return words && `output_config.format.schema: ${words}`;
  },
};

export const strictSchema: Rule = {
  id: 'converse/strict-schema',
  what: "The schema of a strict tool of Claude's keeps to the keywords that it can be held to",
  source: 'recorded exchanges',
  models,
  saidBy: 'model',
  check: ({ input }: ConverseContext) => {
    for (const [index, { toolSpec }] of (input.toolConfig?.tools ?? []).entries()) {
      if (!toolSpec?.strict) continue;
      const words = wordsOf((toolSpec.inputSchema?.json ?? {}) as Schema);
      if (words !== undefined) return `tools.${index}.custom: ${words}`;
    }
    return undefined;
  },
};

function parse(text: string): Schema | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Schema) : undefined;
  } catch {
    return undefined;
  }
}
