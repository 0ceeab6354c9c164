/** Makes arrays for a JSON schema. */
import { listedNumbers, listedTexts, namedValues } from '../hints/fit.js';
import type { Argument } from '../hints/roles.js';
import { boundsOf } from './make-number.js';
import { fullDepth, type Make, type Maker, type Place, resolveAt, typeOf } from './maker.js';
import { asArray, asSchema, mergeSchemas, type Schema } from './resolve.js';

/** What the question lists for the argument; `undefined` where it lists nothing that fits. */
export function plainList(schema: Schema, { argument, depth }: Place, maker: Maker): unknown[] | undefined {
  if (Array.isArray(schema.items) || ['prefixItems', 'contains'].some((keyword) => keyword in schema)) return undefined;
  const list = listFor(resolveAt(schema.items, depth + 1, maker), argument, maker);
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema as Counts;
  const different = schema.uniqueItems === true ? [...new Set(list)] : (list ?? []);
  return different.length >= Math.max(1, minItems) ? different.slice(0, maxItems) : undefined;
}

/** Keywords that a text of the question may not fit. */
const demands = ['format', 'pattern', 'const', 'minLength', 'maxLength'];

function listFor(items: Schema, argument: Argument, { supply }: Maker): unknown[] | undefined {
  if (Array.isArray(items.enum)) return namedValues(items.enum, supply.hints.asked);
  const type = typeOf(items);
  if (type === 'number' || type === 'integer') return listedNumbers(supply, boundsOf(items).fits);
  const isPlain = type === 'string' && !demands.some((keyword) => keyword in items);
  return isPlain ? listedTexts(argument, supply) : undefined;
}

interface Counts {
  minItems?: number;
  maxItems?: number;
  minContains?: number;
}

/** At least one item where one may be, unless it stands deep. With `uniqueItems` the items differ. */
export function makeList(schema: Schema, { argument, depth }: Place, maker: Maker, make: Make): unknown[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, minContains = 1 } = schema as Counts;
  const tuple = asArray(schema.prefixItems ?? schema.items);
  const rest = schema.prefixItems === undefined && tuple.length > 0 ? schema.additionalItems : schema.items;
  const fewest = Math.max(minItems, schema.contains === undefined ? 0 : tuple.length + minContains);
  const wanted = Math.max(fewest, tuple.length, depth > fullDepth || rest === false ? 0 : 1);
  const length = Math.max(0, Math.min(wanted, maxItems, maker.left));
  const items: unknown[] = [];
  const seen = new Set<string>();
  for (let variant = 0; items.length < length && variant < length * 3 + 8; variant++) {
    const index = items.length;
    const own =
      index < tuple.length ? tuple[index] : containing(rest, schema.contains, index - tuple.length < minContains);
    const item = make(own, { argument, variant, depth: depth + 1 }, maker);
    const key = schema.uniqueItems === true ? JSON.stringify(item) : String(variant);
    if (!seen.has(key)) items.push(item);
    seen.add(key);
  }
  return items;
}

function containing(items: unknown, contains: unknown, must: boolean): unknown {
  return must && contains !== undefined ? mergeSchemas(asSchema(items), asSchema(contains)) : items;
}
