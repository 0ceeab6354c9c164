/** Makes objects for a JSON schema: what is required, and what the question plainly has. */
import { drawText } from './draw-text.js';
import { fullDepth, type Make, type Maker, type Place } from './maker.js';
import { asArray, asSchema, isSchema, mergeSchemas, type Schema } from './resolve.js';

/** An object that must have more members than this has this many. */
const mostMembers = 200;

/** `plain` gives what the question plainly has for a member, before the rest is handed out. */
export function makeObject(schema: Schema, place: Place, maker: Maker, make: Make, plain: Make): unknown {
  const whole = withDependents(schema);
  const properties = asSchema(whole.properties);
  const required = new Set(asArray(whole.required).map(String));
  const found = new Map<string, unknown>();
  for (const [name, given] of Object.entries(properties)) {
    const value = given === false ? undefined : plain(given, placeOf(name, given, place), maker);
    if (value !== undefined) found.set(name, value);
  }
  const names = namesOf(whole, required, found, place.depth);
  return Object.fromEntries(
    names.map((name) => {
      const given = schemaOf(name, whole);
      return [name, found.has(name) ? found.get(name) : make(given, placeOf(name, given, place), maker)];
    }),
  );
}

function placeOf(name: string, given: unknown, { depth }: Place): Place {
  const { description, title } = asSchema(given);
  return { argument: { name, description: String(description ?? title ?? '') }, variant: 0, depth: depth + 1 };
}

/** In the order of the schema; then what it requires without describing it, and what it takes to have enough. */
function namesOf(schema: Schema, required: Set<string>, found: Map<string, unknown>, depth: number): string[] {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema as Record<string, number | undefined>;
  const described = Object.keys(asSchema(schema.properties)).filter(
    (name) => asSchema(schema.properties)[name] !== false,
  );
  const isShallow = depth < fullDepth;
  const isBare = isShallow && required.size === 0 && found.size === 0;
  const wanted = described.filter((name) => isBare || required.has(name) || found.has(name));
  const names = new Set([...wanted, ...required]);
  const fewest = Math.min(Math.max(minProperties, isShallow && isMap(schema) ? 1 : 0), mostMembers);
  for (const name of [...described, ...spareNames(schema, fewest)]) if (names.size < fewest) names.add(name);
  if (names.size <= maxProperties) return [...names];
  return [...names]
    .sort((left, right) => Number(required.has(right)) - Number(required.has(left)))
    .slice(0, maxProperties);
}

/** An object of any keys, whose values alone are described. */
const isMap = ({ properties, additionalProperties, patternProperties }: Schema) =>
  properties === undefined && (isSchema(additionalProperties) || patternProperties !== undefined);

function spareNames({ propertyNames, patternProperties }: Schema, count: number): string[] {
  const { pattern, enum: names } = asSchema(propertyNames);
  if (Array.isArray(names)) return names.map(String);
  const source = pattern ?? Object.keys(asSchema(patternProperties))[0];
  return Array.from({ length: count }, (_, index) =>
    source === undefined ? `key${index + 1}` : (drawText(String(source), index, 1) ?? `key${index + 1}`),
  );
}

function schemaOf(name: string, { properties, patternProperties, additionalProperties }: Schema): unknown {
  const own = asSchema(properties);
  const matching = Object.entries(asSchema(patternProperties)).filter(([pattern]) => matches(pattern, name));
  const parts = [...(Object.hasOwn(own, name) ? [own[name]] : []), ...matching.map(([, schema]) => schema)];
  return parts.length === 0 ? additionalProperties : parts.length === 1 ? parts[0] : { allOf: parts };
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return false;
  }
}

/** What the presence of a required member demands of the others. */
function withDependents(schema: Schema): Schema {
  let whole = schema;
  for (const keyword of ['dependentRequired', 'dependentSchemas', 'dependencies']) {
    for (const [name, demand] of Object.entries(asSchema(schema[keyword]))) {
      if (!asArray(whole.required).includes(name)) continue;
      whole = mergeSchemas(whole, Array.isArray(demand) ? { required: demand } : asSchema(demand));
    }
  }
  return whole;
}
