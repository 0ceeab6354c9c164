/** Reads a JSON schema: follows references and settles on one of its choices. */

export type Schema = { [keyword: string]: unknown };

/** References and choices within one another, followed so many times. */
const deepest = 8;

/** The schema with `$ref` followed, `allOf` merged and the first choice of `anyOf` or `oneOf` taken that is not null. */
export function resolveSchema(given: unknown, root: unknown): Schema {
  let schema: Schema = isSchema(given) ? given : {};
  for (let step = 0; step < deepest; step++) {
    const { $ref, allOf, anyOf, oneOf, ...rest } = schema;
    const choices = [anyOf, oneOf]
      .filter(Array.isArray)
      .map((list) => list.find((one) => one?.type !== 'null') ?? list[0]);
    const parts = [
      ...(Array.isArray(allOf) ? allOf : []),
      ...choices,
      ...(typeof $ref === 'string' ? [follow($ref, root)] : []),
    ];
    if (parts.length === 0) return schema;
    schema = parts.filter(isSchema).reduce<Schema>(merge, rest);
  }
  return schema;
}

function merge(left: Schema, right: Schema): Schema {
  const required = [...asArray(left.required), ...asArray(right.required)];
  const properties = { ...(left.properties as object), ...(right.properties as object) };
  const merged: Schema = { ...right, ...left };
  if (required.length > 0) merged.required = required;
  if (left.properties || right.properties) merged.properties = properties;
  return merged;
}

function follow(reference: string, root: unknown): unknown {
  const steps = reference
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>((value, step) => (isSchema(value) ? value[step] : undefined), root);
}

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
