/** `toHaveCalled`: that an operation was called, how often, with what. */
import type { JournalEntry } from '../../fixtures/journal-entry.js';
import { groupCalls, type JournalCall } from '../../server/journal-calls.js';
import { writeJournalText } from '../../server/journal-text.js';
import { matchesGlob } from '../../server/match.js';
import { type Difference, findDifferences, say } from './differences.js';
import type { Judge, MatcherContext } from './matcher.js';

export interface ExpectedCall {
  /** How many calls, each with all its attempts. Default: at least one. */
  times?: number;
  /** The id that was asked for; `*` stands for any run of characters. */
  model?: string;
  region?: string;
  /** Members of the operation's input, in the SDK's words: those that are named must agree, in depth. */
  input?: object;
  /** Members of the native body of InvokeModel, likewise. */
  body?: object;
  /** Headers of the request, names in lower case, likewise. */
  headers?: object;
}

interface Judged {
  call: JournalCall;
  differences: Difference[];
}

export const judgeCalled: Judge<[operation: string, expected?: ExpectedCall]> = (
  entries,
  context,
  operation,
  expected = {},
) => {
  const judged = groupCalls(entries)
    .filter((call) => call.operation === operation)
    .map((call) => ({ call, differences: differencesOf(call, expected, context) }));
  const fitting = judged.filter(({ differences }) => differences.length === 0);
  const { times, ...criteria } = expected;
  const wanted = Object.keys(criteria).length > 0 ? ` with ${say(criteria)}` : '';
  return {
    pass: times === undefined ? fitting.length > 0 : fitting.length === times,
    message: () =>
      [
        `expected ${times === undefined ? 'a call' : count(times)} of ${operation}${wanted}; there ${be(fitting.length)}`,
        ...(fitting.length > 0 ? fitting.map(({ call }) => sayCall(call)) : sayNearest(judged, entries)),
      ].join('\n'),
  };
};

const count = (number: number) => `${number} ${number === 1 ? 'call' : 'calls'}`;
const be = (number: number) => (number === 0 ? 'was none' : number === 1 ? 'was 1:' : `were ${number}:`);

function differencesOf({ attempts }: JournalCall, expected: ExpectedCall, context: MatcherContext): Difference[] {
  const entry = attempts.at(-1)!;
  const { model, region, input, body, headers } = expected;
  const named = model === undefined || matchesGlob(model, entry.model ?? '');
  return [
    ...(named ? [] : [{ path: 'model', expected: say(model), received: say(entry.model) }]),
    ...(region === undefined ? [] : findDifferences(region, entry.region, 'region', context)),
    ...(input ? findDifferences(input, entry.input, 'input', context) : []),
    ...(body ? findDifferences(body, nativeBody(entry), 'body', context) : []),
    ...(headers ? findDifferences(headers, entry.request.headers, 'headers', context) : []),
  ];
}

/** The journal has blobs as bytes in this process, and as Base64 over HTTP. */
function nativeBody({ input }: JournalEntry): unknown {
  const { body } = (input ?? {}) as { body?: Uint8Array | { base64: string } };
  if (body === undefined) return undefined;
  const bytes = body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(body.base64, 'base64');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return bytes.toString('utf8');
  }
}

/** The call that differs least, and in what; of equals the latest. */
function sayNearest(judged: Judged[], entries: JournalEntry[]): string[] {
  if (entries.length === 0) return ['the journal is empty: no request came here'];
  if (judged.length === 0) return ['what came instead:', writeJournalText(entries.slice(-10))];
  const nearest = judged.reduce((best, each) => (each.differences.length <= best.differences.length ? each : best));
  return [
    `nearest: ${sayCall(nearest.call)}`,
    ...nearest.differences.map(
      ({ path, expected, received }) =>
        `  ${path}: expected ${expected}\n  ${' '.repeat(path.length)}  received ${received}`,
    ),
  ];
}

/** `Converse amazon.nova-lite-v1:0 at 12:04:31.000: 429, 200`. */
export function sayCall({ operation, model, attempts }: JournalCall): string {
  const statuses = attempts.map(({ status, exception }) => (exception ? `${status} ${exception}` : String(status)));
  const name = operation ?? `${attempts[0]?.request.method} ${attempts[0]?.request.url}`;
  return `${[name, model].filter(Boolean).join(' ')} at ${attempts[0]?.startedAt.slice(11, 23)}: ${statuses.join(', ')}`;
}
