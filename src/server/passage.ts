/** A way past the emulation: answers on raw bytes, before anything is read or validated. */
import type { Caller } from './auth/caller.js';
import type { Exchange } from './exchange.js';
import type { Namespace } from './namespace.js';
import type { Operation } from './smithy/operation.js';
import type { Headers, HttpReply } from './waist.js';

/** One request as it came, of an operation that we may not even know. */
export interface RawExchange {
  id: string;
  namespace: Namespace;
  /** Absent where no operation is known for the target. */
  operation?: Operation;
  /** The model that the target names, decoded. */
  model?: string;
  caller: Caller;
  region: string;
  method: string;
  /** Path and query, without the prefix of a namespace. */
  target: string;
  /** Names in lower case. */
  headers: Headers;
  protocol: 'http/1.1' | 'h2';
  /** Whole, or as it comes where the operation's request is a stream. */
  body: Uint8Array | AsyncIterable<Uint8Array>;
  signal(): AbortSignal;
  /** What the journal says of it. */
  notes: Exchange['notes'];
}

/** Throws the exception that is to be the answer. */
export type Passage = (exchange: RawExchange) => Promise<HttpReply>;
