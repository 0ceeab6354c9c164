/** Makes a value that a JSON schema allows, with what a question holds where it fits. */
import { namedValues, plainChoice, type Supply } from '../hints/fit.js';
import { findHints, type Hints } from '../hints/hints.js';
import { wordsOf } from '../words.js';
import { checkValue } from './check-value.js';
import { makeList, plainList } from './make-list.js';
import { makeNumber, plainNumberFor } from './make-number.js';
import { makeObject } from './make-object.js';
import { makeText, plainTextFor } from './make-text.js';
import { fullDepth, isOfType, type Maker, type Place, resolveAt, typeOf } from './maker.js';
import { asSchema, type Schema } from './resolve.js';

/** Recursive schemas end here, and so do those that ask for more than anyone would read. */
const deepest = 8;
const mostValues = 2000;
/** Ways to settle a schema's choices that are tried, the first ones with the question's own values. */
const attempts = 24;
const ownAttempts = 12;

const root: Place = { argument: { name: '', description: '' }, variant: 0, depth: 0 };

/**
 * Every required member, of the right types, in the enums and within the bounds; the members that the question plainly
 * names too. The same schema and question give the same value. Where choices and conditions depend on one another, ways
 * are tried until one is valid; a schema that allows nothing gets the first.
 */
export function makeValue(schema: unknown, asked: string): unknown {
  const all = findHints(asked);
  const hints = { asked, found: all.found.filter((hint) => !isEnumValue(schema, hint.text, 0)) };
  const nothing = findHints('');
  let first: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const value = makeOnce(schema, attempt < ownAttempts ? hints : nothing, attempt % ownAttempts);
    if (checkValue(schema, value)) return value;
    if (attempt === 0) first = value;
  }
  return first;
}

function makeOnce(schema: unknown, hints: Hints, attempt: number): unknown {
  const supply: Supply = { hints, used: new Set(), named: new Set() };
  return make(schema, root, { root: schema, supply, choose: createChoose(attempt, hints), left: mostValues });
}

/** Whether the schema has an enum with this value: then it is no name, as `Celsius`. */
function isEnumValue(schema: unknown, text: string, depth: number): boolean {
  if (typeof schema !== 'object' || schema === null || depth > deepest) return false;
  if (Array.isArray(schema)) return schema.some((one) => isEnumValue(one, text, depth + 1));
  return Object.entries(schema).some(([keyword, value]) =>
    keyword === 'enum' && Array.isArray(value)
      ? value.some((one) => typeof one === 'string' && one.toLowerCase() === text.toLowerCase())
      : isEnumValue(value, text, depth + 1),
  );
}

/**
 * The attempt's number is read as digits, one for each choice; without a digit, what the question names is taken, and deep
 * down what ends a recursion.
 */
function createChoose(attempt: number, { asked }: Hints): Maker['choose'] {
  let rest = attempt;
  return (alternatives, depth) => {
    const digit = rest % alternatives.length;
    rest = Math.floor(rest / alternatives.length);
    const wanted =
      depth > fullDepth
        ? alternatives.findIndex((schema) => typeOf(schema) !== 'object' && typeOf(schema) !== 'array')
        : alternatives.findIndex((schema) => namesConstant(schema, asked));
    return (Math.max(wanted, 0) + digit) % alternatives.length;
  };
}

/** Whether the question names the constant that tells this alternative apart, as `{action: {const: 'add'}}`. */
function namesConstant({ properties }: Schema, asked: string): boolean {
  return Object.values(asSchema(properties)).some((member) => {
    const { const: constant, enum: values } = asSchema(member);
    const only = Array.isArray(values) && values.length === 1 ? values : [constant];
    return namedValues(only, asked).length > 0;
  });
}

function make(given: unknown, place: Place, maker: Maker): unknown {
  const schema = resolveAt(given, place.depth, maker);
  if ('const' in schema) return schema.const;
  const plain = place.variant === 0 ? plainValue(schema, place, maker) : undefined;
  if (plain !== undefined) return plain;
  if (Array.isArray(schema.enum)) return fromEnum(schema, place.variant, maker);
  const offered = [schema.default, ...(Array.isArray(schema.examples) ? schema.examples : [])];
  const example =
    place.variant === 0 ? offered.find((value) => value !== undefined && isOfType(value, schema)) : undefined;
  if (example !== undefined) return example;
  maker.left--;
  switch (place.depth > deepest || maker.left < 0 ? 'null' : typeOf(schema)) {
    case 'object':
      return makeObject(schema, place, maker, make, makePlain);
    case 'array':
      return makeList(schema, place, maker, make);
    case 'number':
    case 'integer':
      return makeNumber(schema, place, maker);
    case 'boolean':
      return place.variant % 2 === 0;
    case 'null':
      return null;
    default:
      return makeText(schema, place, maker);
  }
}

function makePlain(given: unknown, place: Place, maker: Maker): unknown {
  const schema = resolveAt(given, place.depth, maker);
  return 'const' in schema ? undefined : plainValue(schema, place, maker);
}

/** What the question plainly has; `undefined` where it has nothing. */
function plainValue(schema: Schema, place: Place, maker: Maker): unknown {
  const { asked } = maker.supply.hints;
  if (asked === '' || place.depth > deepest) return undefined;
  if (Array.isArray(schema.enum)) return plainChoice(schema.enum, maker.supply);
  switch (typeOf(schema)) {
    case 'array':
      return plainList(schema, place, maker);
    case 'number':
    case 'integer':
      return plainNumberFor(schema, place, maker);
    case 'boolean':
      return plainBoolean(place.argument.name, asked);
    case 'string':
      return place.depth === 0 ? undefined : plainTextFor(schema, place, maker);
    default:
      return undefined;
  }
}

/** `urgent` is true where the question says so, and false in `not urgent`. */
function plainBoolean(name: string, asked: string): boolean | undefined {
  const words = wordsOf(name).filter((word) => !/^(?:is|has|should|include|use|enable|enabled|allow|with)$/.test(word));
  const found =
    words.length > 0 &&
    new RegExp(
      `(?:(no|not|without|don['’]t|exclude|non)[ -])?(?:\\w+ )?(?<![\\p{L}\\p{N}])${words.join('[ _-]')}`,
      'iu',
    ).exec(asked);
  return found ? found[1] === undefined : undefined;
}

function fromEnum(schema: Schema, variant: number, { supply }: Maker): unknown {
  const values = (schema.enum as unknown[]).filter((value) => isOfType(value, schema));
  const named = values.indexOf(namedValues(values, supply.hints.asked)[0]);
  return values[(Math.max(named, 0) + variant) % values.length];
}
