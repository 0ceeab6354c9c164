/** The words in which AWS's front door refuses input that breaks the model's constraints, and values as it shows them: Java's. */
import type { Constraint } from '../../fixtures/constraints.js';
import type { Shape } from './shape.js';

/** One demand of a constraint on one value. */
export interface Demand {
  /** `Member must have length less than or equal to 64`. */
  words: string;
  /** Whether it sets a least length or value: AWS tells of these last. */
  least?: boolean;
  fails(value: unknown): boolean;
}

export const MUST_NOT_BE_NULL = 'Member must not be null';

/** `maximum`, `minimum`: of a length, or of a number's own value. */
export const words = {
  maximum: (max: number, of: 'length' | 'value') => `Member must have ${of} less than or equal to ${max}`,
  minimum: (min: number, of: 'length' | 'value') => `Member must have ${of} greater than or equal to ${min}`,
  pattern: (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`,
  enum: (values: string[]) => `Member must satisfy enum value set: [${values.join(', ')}]`,
  items: (of: 'member' | 'key' | 'value', demands: Demand[]) =>
    `${{ member: 'Member', key: 'Map keys', value: 'Map value' }[of]} must satisfy constraint: [${demands
      .map((demand) => demand.words)
      .join(', ')}]`,
};

/** `Value 'x' at 'messages.1.member.role' failed to satisfy constraint: ...`; `shown` is undefined where the value is left out. */
export function violation(shown: string | undefined, path: string, demand: string): string {
  return `Value${shown === undefined ? '' : ` ${shown}`} at '${path}' failed to satisfy constraint: ${demand}`;
}

/** All violations of an input in one message. */
export function violationsMessage(violations: string[]): string {
  return `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`;
}

/**
 * Bedrock's own refusal of a union in which not exactly one member is set, with a path that counts from 0:
 * `ContentBlock object at messages.1.content.0 must set one of the following keys: text, image, ...`
 */
export function unionMessage(structure: string, path: string, keys: string[]): string {
  return `${structure} object at ${path} must set one of the following keys: ${keys.join(', ')}.`;
}

/** The value in quotes. Undefined for structures and for lists and maps of them, which AWS leaves out, and for what is sensitive. */
export function showValue(value: unknown, shape: Shape, constraint: Constraint | undefined): string | undefined {
  const text = constraint?.sensitive ? undefined : toJavaString(value, shape, constraint);
  return text === undefined ? undefined : `'${text}'`;
}

function toJavaString(value: unknown, shape: Shape, constraint: Constraint | undefined): string | undefined {
  switch (shape.type) {
    case 'string':
    case 'boolean':
      return String(value);
    case 'number':
      return constraint?.integer ? String(value) : toJavaDouble(value as number);
    case 'blob': {
      const { byteLength } = value as Uint8Array;
      return `java.nio.HeapByteBuffer[pos=0 lim=${byteLength} cap=${byteLength}]`;
    }
    case 'list': {
      if (constraint?.member?.sensitive) return undefined;
      const items = (value as unknown[]).map((item) => toJavaString(item, shape.member, constraint?.member));
      return isShown(shape.member) ? `[${items.join(', ')}]` : undefined;
    }
    case 'map': {
      if (constraint?.key?.sensitive || constraint?.value?.sensitive || !isShown(shape.value)) return undefined;
      const entries = Object.entries(value as object).map(
        ([key, item]) => `${key}=${toJavaString(item, shape.value, constraint?.value)}`,
      );
      return `{${entries.join(', ')}}`;
    }
    default:
      return undefined;
  }
}

function isShown(shape: Shape): boolean {
  return shape.type === 'string' || shape.type === 'boolean' || shape.type === 'number' || shape.type === 'blob';
}

/** `32424.0`, `1.0E10`: a fraction always, an exponent from 10^7 up and below 10^-3. */
export function toJavaDouble(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude === Number.POSITIVE_INFINITY) return String(value);
  if (magnitude === 0 || (magnitude >= 1e-3 && magnitude < 1e7)) {
    const text = Object.is(value, -0) ? '-0' : String(value);
    return text.includes('.') ? text : `${text}.0`;
  }
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
