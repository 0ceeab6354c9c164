/** Makes strings for a JSON schema: of a format, by a pattern, within bounds of length. */
import { anyText, plainText, type Supply } from '../hints/fit.js';
import { type HintKind, hintsOf } from '../hints/hints.js';
import { drawText } from './draw-text.js';
import type { Maker, Place } from './maker.js';
import type { Schema } from './resolve.js';

/** What asks for a longer text gets one of this many characters. */
const longest = 10_000;

interface Format {
  /** What of a question may be one, and what it must look like. */
  kinds: HintKind[];
  is: RegExp;
  /** How a hint is written in it. Default as it is. */
  write?(text: string): string;
  /** The nth of a row of examples, from 0. */
  example(variant: number): string;
}

const day = (variant: number) => `2025-06-${String(15 + (variant % 15)).padStart(2, '0')}`;
const formats: Record<string, Format> = {
  date: { kinds: ['date'], is: /^\d{4}-\d{2}-\d{2}$/, write: (text) => text.slice(0, 10), example: day },
  'date-time': {
    kinds: ['date'],
    is: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/,
    write: (text) => (text.includes('T') ? text : `${text}T00:00:00Z`),
    example: (variant) => `${day(variant)}T09:30:00Z`,
  },
  time: {
    kinds: ['time'],
    is: /^\d{2}:\d{2}:\d{2}Z$/,
    write: (text) => `${text.padEnd(8, ':00')}Z`,
    example: (variant) => `09:${String((30 + variant) % 60).padStart(2, '0')}:00Z`,
  },
  duration: { kinds: ['quoted'], is: /^P\w+$/, example: (variant) => `PT${variant + 1}H` },
  email: { kinds: ['email'], is: /@/, example: (variant) => `ada${variant || ''}@example.com` },
  hostname: {
    kinds: ['quoted'],
    is: /^[a-z\d-]+(?:\.[a-z\d-]+)+$/i,
    example: (variant) => `${variant ? `www${variant}.` : ''}example.com`,
  },
  ipv4: { kinds: ['quoted'], is: /^\d{1,3}(?:\.\d{1,3}){3}$/, example: (variant) => `192.0.2.${1 + (variant % 254)}` },
  ipv6: {
    kinds: ['quoted'],
    is: /^[\da-f:]+:[\da-f:]*$/i,
    example: (variant) => `2001:db8::${(1 + variant).toString(16)}`,
  },
  uri: { kinds: ['url'], is: /^\w+:/, example: (variant) => `https://example.com/${variant || ''}` },
  'uri-reference': { kinds: ['url', 'quoted'], is: /^\S+$/, example: (variant) => `/example${variant || ''}` },
  uuid: {
    kinds: ['code', 'quoted'],
    is: /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i,
    example: (variant) => `6f1f9b1e-3c5d-4b8a-9a53-0d4c2e7b8f${(16 + (variant % 240)).toString(16)}`,
  },
};

/** The text that the question plainly has for the argument; `undefined` where it has none that fits. */
export function plainTextFor(schema: Schema, { argument }: Place, { supply }: Maker): string | undefined {
  const format = formatOf(schema);
  if (format) return hintInFormat(format, supply);
  if (schema.pattern !== undefined) return hintByPattern(schema, supply);
  const text = plainText(argument, supply);
  return text !== undefined && hasLength(text, schema) ? text : undefined;
}

export function makeText(schema: Schema, { argument, variant }: Place, { supply }: Maker): string {
  const format = formatOf(schema);
  if (format && schema.pattern === undefined) return format.example(variant);
  if (schema.pattern !== undefined) {
    const { minLength, maxLength } = lengths(schema);
    const drawn = drawText(String(schema.pattern), variant, minLength, maxLength);
    if (drawn !== undefined) return drawn;
  }
  const text = anyText(argument, supply);
  return fitLength(variant === 0 ? text : `${variant + 1} ${text}`, schema);
}

const formatOf = ({ format }: Schema) => (Object.hasOwn(formats, String(format)) ? formats[String(format)] : undefined);

function hintInFormat({ kinds, is, write = (text) => text }: Format, { hints, used }: Supply): string | undefined {
  const hint = hintsOf(hints, ...kinds).find((candidate) => !used.has(candidate) && is.test(write(candidate.text)));
  if (!hint) return undefined;
  used.add(hint);
  return write(hint.text);
}

/** What was marked in the question, or any of its words, if it matches. */
function hintByPattern(schema: Schema, { hints }: Supply): string | undefined {
  const expression = readPattern(schema.pattern);
  const candidates = [...hints.found.map((hint) => hint.text), ...hints.asked.split(/[\s,;:!?"']+/).slice(0, 100)];
  return candidates.find((text) => text !== '' && expression?.test(text) && hasLength(text, schema));
}

function readPattern(pattern: unknown): RegExp | undefined {
  try {
    return new RegExp(String(pattern), 'u');
  } catch {
    return undefined;
  }
}

function lengths({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema) {
  return { minLength: Math.min(Number(minLength), longest), maxLength: Number(maxLength) };
}

function hasLength(text: string, schema: Schema): boolean {
  const { minLength, maxLength } = lengths(schema);
  const { length } = [...text];
  return length >= minLength && length <= maxLength;
}

/** Lengths count characters, as JSON Schema does. */
function fitLength(text: string, schema: Schema): string {
  if (hasLength(text, schema)) return text;
  const { minLength, maxLength } = lengths(schema);
  const characters = [...(text || 'x')];
  const wanted = Math.max(minLength, Math.min(characters.length, maxLength));
  return Array.from({ length: wanted }, (_, index) => characters[index % characters.length]).join('');
}
