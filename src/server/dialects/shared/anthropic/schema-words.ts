/** What Claude says of a JSON Schema that it cannot be held to. */

type Schema = Record<string, unknown>;

const bounds = ['exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum', 'multipleOf'];

/**
 * Keywords that no grammar is made of, by the type that they bound. Source: recorded exchanges; the user guide,
 * "Structured outputs". The guide names the lengths of strings too, which Bedrock takes all the same (public client that
 * tried each keyword, May 2026).
 */
const unsupported: Record<string, string[]> = {
  array: ['maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains'],
  integer: bounds,
  number: bounds,
  object: ['maxProperties', 'minProperties'],
};

/** The first words about a schema or one within it; undefined where all of it is supported. */
export function schemaWords(schema: unknown): string | undefined {
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

/** Whether a schema refers to itself, or to a definition that does. */
export function isRecursive(schema: unknown): boolean {
  const reached = new Map<string, Set<string>>();
  const definitions = Object.entries((schema as Schema | undefined)?.$defs ?? {});
  for (const [name, part] of [
    ['', schema] as const,
    ...definitions.map(([key, value]) => [`/$defs/${key}`, value] as const),
  ]) {
    const own = name === '' ? { ...(part as Schema), $defs: undefined } : part;
    reached.set(
      name,
      new Set([...walk(own)].flatMap(({ $ref }) => (typeof $ref === 'string' ? $ref.replace(/^#/, '') : []))),
    );
  }
  const comesBack = (start: string, name: string, seen: Set<string>): boolean =>
    [...(reached.get(name) ?? [])].some((next) => {
      if (next === start) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return comesBack(start, next, seen);
    });
  return [...reached.keys()].some((name) => comesBack(name, name, new Set()));
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
