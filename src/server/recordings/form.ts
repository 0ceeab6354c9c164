/** The form of a reply: what must be alike in two replies to one request, whatever a model says. */
import { readFrameParts } from '../smithy/frame-parts.js';
import { readJson, readPayload } from '../smithy/raw-bytes.js';
import type { Headers } from '../waist.js';

export interface ReplyBytes {
  status: number;
  /** Names in lower case. */
  headers: Headers;
  body: Uint8Array;
}

export interface Form {
  status: number;
  /** The exception's name, where one was the reply, and its words. */
  exception?: string;
  message?: string;
  headers: Set<string>;
  /** `$.output.message.content[].text|string`, of the body, or of an event after its name. */
  paths: Set<string>;
  /** The names of events, each run of equal ones once. */
  events?: string[];
}

/** Free JSON of a tool, or of the caller's own: its members say nothing of the form. */
const free = /(\.toolUse\.input|\.tool_use\.input|\.arguments|\.additionalModelResponseFields|\.input)$/;
/** They differ by the connection and the moment, not by the service. */
const passing =
  /^(connection|content-length|date|keep-alive|server|transfer-encoding|via|x-amzn-requestid|x-amzn-trace-id|x-bedrock-local-.*|x-vcr-.*)$/;

export function formOf({ status, headers, body }: ReplyBytes): Form {
  const names = new Set(Object.keys(headers).filter((name) => !passing.test(name)));
  const form: Form = { status, headers: names, paths: new Set() };
  if ((headers['content-type'] ?? '').startsWith('application/vnd.amazon.eventstream')) {
    form.events = readEvents(body, form.paths);
    return form;
  }
  const json = readJson(Buffer.from(body).toString('utf8')) as Record<string, unknown> | undefined;
  if (status >= 400) {
    const exception = headers['x-amzn-errortype']?.split(':')[0];
    const message = json?.message ?? json?.Message;
    return { ...form, ...(exception && { exception }), ...(typeof message === 'string' && { message }) };
  }
  addPaths(json, '$', form.paths);
  return form;
}

/** Adds the paths of each event's content, and gives the names in their order. */
function readEvents(body: Uint8Array, paths: Set<string>): string[] {
  const names: string[] = [];
  for (const { headers, payload } of readFrameParts(body)) {
    const named = Object.fromEntries(headers);
    const read = readPayload(payload);
    const value =
      typeof read === 'string' || 'base64' in read ? read : 'chunk' in read ? read.chunk : withoutPadding(read.json);
    const name = `${named[':event-type'] ?? `!${named[':exception-type']}`}${kindOf(value)}`;
    addPaths(value, name, paths);
    if (names.at(-1) !== name) names.push(name);
  }
  return names;
}

function withoutPadding(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const { p: _, ...content } = value as Record<string, unknown>;
  return content;
}

/** What tells events of one name apart: a native event's type, or which delta it is. */
function kindOf(value: unknown): string {
  const { type, delta, start } = (value ?? {}) as { type?: unknown; delta?: object; start?: object };
  if (typeof type === 'string') return `:${type}`;
  const inner = delta ?? start;
  return inner && typeof inner === 'object' ? `:${Object.keys(inner).sort().join('+')}` : '';
}

function addPaths(value: unknown, path: string, paths: Set<string>): void {
  if (free.test(path)) return;
  if (Array.isArray(value)) {
    paths.add(`${path}|list`);
    for (const item of value) addPaths(item, `${path}[]${typeOf(item)}`, paths);
  } else if (value !== null && typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) addPaths(item, `${path}.${name}`, paths);
  } else paths.add(`${path}|${value === null ? 'null' : typeof value}`);
}

/** Content blocks are told apart by their type. */
function typeOf(item: unknown): string {
  const type = (item as { type?: unknown } | null)?.type;
  return typeof type === 'string' ? `(${type})` : '';
}
