/** The faults that are shown to real clients, each with the operation by which it is shown. */
import type { NamedFault } from '../../../src/fixtures/fault.js';

export type Call = 'Converse' | 'ConverseStream';

const unary = (...faults: NamedFault[]) => faults.map((fault) => ['Converse', fault] as [Call, NamedFault]);
const stream = (...faults: NamedFault[]) => faults.map((fault) => ['ConverseStream', fault] as [Call, NamedFault]);

const exceptions = [
  'AccessDeniedException',
  'ConflictException',
  'InternalServerException',
  'ModelErrorException',
  'ModelNotReadyException',
  'ModelStreamErrorException',
  'ModelTimeoutException',
  'ResourceNotFoundException',
  'ServiceQuotaExceededException',
  'ServiceUnavailableException',
  'ThrottlingException',
  'ValidationException',
];

const inStream = [
  'InternalServerException',
  'ModelStreamErrorException',
  'ValidationException',
  'ThrottlingException',
  'ServiceUnavailableException',
  'ModelTimeoutException',
];

export const cases: [Call, NamedFault][] = [
  ...unary(...exceptions.map((name) => ({ fault: 'error', name }) as NamedFault)),
  ...stream(...inStream.map((name) => ({ fault: 'stream-error', name, afterEvents: 2 }) as NamedFault)),
  ...stream(
    { fault: 'stream-error', name: 'ModelStreamErrorException' },
    { fault: 'stream-error', name: 'ModelStreamErrorException', afterTokens: 6 },
  ),
  ...unary({ fault: 'latency', milliseconds: 30 }, { fault: 'latency', milliseconds: 2, before: 'token' }),
  ...stream(
    { fault: 'latency', milliseconds: { mean: 30, deviation: 5 }, before: 'first-token' },
    { fault: 'latency', milliseconds: { median: 2, p99: 9 }, before: 'token' },
    { fault: 'model-latency', profile: 'small', scale: 0.1 },
  ),
  ...unary({ fault: 'hang' }, { fault: 'drip', bytes: 100, milliseconds: 5 }),
  ...stream({ fault: 'hang', afterEvents: 2 }, { fault: 'drip', bytes: 100, milliseconds: 2 }),
  ...unary(
    { fault: 'truncate', afterBytes: 50, end: 'clean' },
    { fault: 'truncate', afterBytes: 50, end: 'reset' },
    { fault: 'truncate', afterBytes: 50, end: 'rst-stream' },
    { fault: 'truncate', afterBytes: 50, end: 'goaway' },
  ),
  ...stream(
    { fault: 'truncate', afterBytes: 150, end: 'clean' },
    { fault: 'truncate', afterEvents: 2, end: 'clean' },
    { fault: 'truncate', afterEvents: 2, end: 'reset' },
    { fault: 'truncate', afterEvents: 2, end: 'rst-stream' },
    { fault: 'truncate', afterEvents: 2, end: 'goaway' },
  ),
  ...unary(
    { fault: 'disconnect', end: 'reset' },
    { fault: 'disconnect', end: 'rst-stream' },
    { fault: 'disconnect', end: 'goaway' },
    { fault: 'refuse-http2' },
    { fault: 'expired-credentials' },
  ),
  ...stream(
    { fault: 'bad-crc', frame: 1, part: 'message' },
    { fault: 'bad-crc', frame: 1, part: 'prelude' },
    { fault: 'oversized-frame', frame: 1 },
    { fault: 'split-frame', frame: 1 },
    { fault: 'unknown-event', frame: 1 },
    { fault: 'missing-event', event: 'messageStop' },
    { fault: 'missing-event', event: 'metadata' },
    { fault: 'empty-stream' },
    { fault: 'duplicate-delta' },
  ),
  ...unary({ fault: 'html-page' }, { fault: 'html-page', status: 200 }),
  ...unary({ fault: 'wrong-content-type' }, { fault: 'missing-headers' }),
  ...stream({ fault: 'html-page' }, { fault: 'wrong-content-type' }, { fault: 'missing-headers' }),
];

/** What may come of a race, and how the table says it. */
interface Race {
  shown: string;
  outcomes: RegExp;
}

const reset = '`Error`: read ECONNRESET';

/** The client's HTTP/2 learns of the bytes and of the end of their connection in an order that is no one's to say. */
export function raceOf(call: Call, fault: NamedFault, protocol: string): Race | undefined {
  if (protocol !== 'h2' || !('end' in fault)) return undefined;
  if (fault.fault === 'disconnect' && fault.end === 'reset')
    return {
      shown: `3 x ${reset} (or \`TimeoutError\`)`,
      outcomes: /^3 x `(Error`: read ECONNRESET|TimeoutError`: .* did not get a response)$/,
    };
  if (fault.fault !== 'truncate' || (fault.end !== 'reset' && fault.end !== 'goaway')) return undefined;
  return call === 'Converse'
    ? {
        shown: `\`SyntaxError\`, or ${reset}; 1 to 3 x`,
        outcomes: /^([23] x )?`(SyntaxError`|Error`: read ECONNRESET)$/,
      }
    : {
        shown: `2 events, then a clean end or ${reset}`,
        outcomes: /^2 events(, no messageStop, no metadata, and a clean end|, then `Error`: read ECONNRESET)$/,
      };
}
