/** Whether a JSON value is a recording that can be given again: quick, since it is asked of every file of a folder. */
import type { JsonPlace } from './json-line.js';

export interface RecordingProblem {
  place: JsonPlace;
  reason: string;
}

type Members = Record<string, unknown>;

const isObject = (value: unknown): value is Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isText = (value: unknown) => typeof value === 'string';
const isTime = (value: unknown) => typeof value === 'number' && value >= 0;
const isTexts = (value: unknown) => isObject(value) && Object.values(value).every(isText);
const ends = ['clean', 'reset', 'rst-stream', 'goaway'];

/** A condition that must hold of the value at a place, and what is said where it does not. */
type Demand = [place: JsonPlace, holds: (value: unknown) => boolean, reason: string];

const demands: Demand[] = [
  [[], isObject, 'it must be an object'],
  [['match', 'request'], isText, '"match.request" must be the hash of its request'],
  [['recorded', 'at'], (at) => !Number.isNaN(Date.parse(String(at))), '"recorded.at" must be a date'],
  [['recorded', 'request', 'method'], isText, '"recorded.request.method" must be a text'],
  [['recorded', 'request', 'target'], isText, '"recorded.request.target" must be a text'],
  [['recorded', 'request', 'headers'], isTexts, '"recorded.request.headers" must hold texts'],
  [['reply', 'raw', 'status'], (status) => Number.isInteger(status), '"reply.raw.status" must be a number'],
  [['reply', 'raw', 'headers'], isTexts, '"reply.raw.headers" must hold texts'],
  [['reply', 'raw', 'headMs'], optional(isTime), '"reply.raw.headMs" must be a number of milliseconds'],
  [['reply', 'raw', 'body'], optional(isBytes), '"reply.raw.body" must be a text, { json } or { base64 }'],
  [['reply', 'raw', 'events'], optional(Array.isArray), '"reply.raw.events" must be a list'],
  [['reply', 'raw', 'chunks'], optional(Array.isArray), '"reply.raw.chunks" must be a list'],
  [
    ['reply', 'raw', 'end'],
    optional((end) => ends.includes(end as string)),
    `"reply.raw.end" must be one of ${ends.join(', ')}`,
  ],
];

/** Undefined where all is well. */
export function problemOf(value: unknown): RecordingProblem | undefined {
  for (const [place, holds, reason] of demands) if (!holds(valueAt(value, place))) return { place, reason };
  const { events, chunks, body } = valueAt(value, ['reply', 'raw']) as {
    events?: unknown[];
    chunks?: unknown[];
    body?: unknown;
  };
  if (events && body !== undefined)
    return { place: ['reply', 'raw', 'events'], reason: '"reply.raw" must have "body" or "events", not both' };
  const event = events?.findIndex((one) => !isEvent(one)) ?? -1;
  if (event >= 0)
    return { place: ['reply', 'raw', 'events', event], reason: 'an event must have "atMs", "headers" and "payload"' };
  const chunk = chunks?.findIndex((one) => !isChunk(one)) ?? -1;
  if (chunk >= 0)
    return { place: ['reply', 'raw', 'chunks', chunk], reason: 'a chunk must have "atMs", and "length" or "base64"' };
  return undefined;
}

function valueAt(value: unknown, place: JsonPlace): unknown {
  return place.reduce<unknown>((inside, step) => (inside as Members | undefined | null)?.[step], value);
}

function optional(holds: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || holds(value);
}

function isBytes(value: unknown): boolean {
  if (!isObject(value)) return isText(value);
  return isText(value.base64) || (value.json !== null && typeof value.json === 'object');
}

function isEvent(value: unknown): boolean {
  if (!isObject(value) || !isTime(value.atMs) || !isTexts(value.headers)) return false;
  return isBytes(value.payload) || (isObject(value.payload) && value.payload.chunk !== undefined);
}

function isChunk(value: unknown): boolean {
  return isObject(value) && isTime(value.atMs) && (isText(value.base64) || Number.isInteger(value.length));
}
