/** Makes numbers for a JSON schema. */
import { anyNumber, plainNumber } from '../hints/fit.js';
import type { Maker, Place } from './maker.js';
import { typeOf } from './maker.js';
import type { Schema } from './resolve.js';

interface Bounds {
  low: number;
  high: number;
  step: number;
  whole: boolean;
  fits(value: number): boolean;
}

/** A number that the question plainly has for the argument; `undefined` where it has none that fits. */
export function plainNumberFor(schema: Schema, place: Place, { supply }: Maker): number | undefined {
  return plainNumber(place.argument, supply, boundsOf(schema).fits);
}

/** A number of the question that fits, else 1, else one near a bound; variants walk from there. */
export function makeNumber(schema: Schema, { variant }: Place, { supply }: Maker): number {
  const { low, high, step, whole, fits } = boundsOf(schema);
  const given = variant === 0 ? anyNumber(supply, fits) : undefined;
  if (given !== undefined) return given;
  const [first, last] = whole ? [Math.ceil(low / step) * step, Math.floor(high / step) * step] : [low, high];
  const start = [1, step, first, first + step, last, last - step, 0].find(fits) ?? 0;
  return [start + variant * step, start - variant * step].find(fits) ?? start;
}

/** Draft 4 has booleans that say whether `minimum` and `maximum` themselves are out of bounds. */
export function boundsOf(schema: Schema): Bounds {
  const { minimum, maximum, multipleOf } = schema as Record<string, number | undefined>;
  const above = schema.exclusiveMinimum === true ? minimum : (schema.exclusiveMinimum as number | undefined);
  const below = schema.exclusiveMaximum === true ? maximum : (schema.exclusiveMaximum as number | undefined);
  const low = Math.max(minimum ?? Number.NEGATIVE_INFINITY, Number(above ?? Number.NEGATIVE_INFINITY));
  const high = Math.min(maximum ?? Number.POSITIVE_INFINITY, Number(below ?? Number.POSITIVE_INFINITY));
  const integer = typeOf(schema) === 'integer';
  const whole = integer || multipleOf !== undefined;
  const step = stepOf(multipleOf, integer) ?? Math.min(1, (high - low) / 64);
  const isMultiple = (value: number) => Number.isInteger(value / step) || multipleOf === undefined;
  const fits = (value: number) =>
    Number.isFinite(value) &&
    value >= low &&
    value <= high &&
    value !== above &&
    value !== below &&
    (!integer || Number.isInteger(value)) &&
    isMultiple(value);
  return { low, high, step, whole, fits };
}

/** Of whole numbers that are multiples of 2.5 the step is 5. */
function stepOf(multipleOf: number | undefined, integer: boolean): number | undefined {
  if (multipleOf === undefined) return integer ? 1 : undefined;
  const wanted = [1, 2, 3, 4, 5, 10, 100, 1000].find((times) => !integer || Number.isInteger(multipleOf * times));
  return multipleOf * (wanted ?? 1);
}
