/** One request with its reply, as it passes through the journey. */
import type { RawReply } from '../fixtures/fixture.js';
import type { Caller } from './auth/caller.js';
import type { ResolvedModel } from './catalogue.js';
import type { ServiceException } from './exception.js';
import type { Inference, InferenceOutput } from './inference/inference.js';
import type { Namespace } from './namespace.js';
import type { CountedUsage } from './quotas/burndown.js';
import type { Charge } from './quotas/charge.js';
import type { Operation } from './smithy/operation.js';
import type { Headers } from './waist.js';

export interface Exchange {
  /** The x-amzn-requestid: a uuid. */
  id: string;
  namespace: Namespace;
  operation: Operation;
  caller: Caller;
  region: string;
  /** The request as it came, for what looks at all of it. Absent where none came over HTTP. */
  raw?: { method: string; target: string; body: Uint8Array };
  /** Request headers, names in lower case. */
  headers: Headers;
  /** The operation's input in the SDK's own types: blobs as Uint8Array, timestamps as Date. */
  input: Record<string, unknown>;
  /** Address of the client, where one is known. */
  peer?: string;
  /** Aborts when the client goes away. Made for those who ask. */
  signal(): AbortSignal;
  /** Monotonic milliseconds at which the request arrived. */
  startedAt: number;
  /** From the namespace's seed and the request's own bytes: the same request gives the same reply. */
  seed: number;
  /** Present on operations that carry an inference. */
  inference?: Inference;
  model?: ResolvedModel;
  /** Whether a job asks, and not a call: the quotas of calls do not hold for it. Default false. */
  atRest?: boolean;
  /** Present where a quota holds for the model. */
  charge?: Charge;
  /** What the log and journal say of it; filled along the way. */
  notes: {
    model?: string;
    answeredBy?: string;
    /** The fixture that answered: `file:line`, or its id. */
    fixture?: string;
    hint?: string;
    usage?: CountedUsage;
    /** How many pictures were made. */
    images?: number;
    faults: string[];
  };
}

/** The members of an operation's output, headers that no schema models beside them. A stream member is an iterable of events. */
export interface OperationOutput {
  output: Record<string, unknown>;
  headers?: Headers;
}

export type Reply =
  | { kind: 'output'; output: OperationOutput }
  | { kind: 'inference'; output: InferenceOutput }
  | { kind: 'exception'; exception: ServiceException }
  | { kind: 'raw'; raw: RawReply['raw'] };

/** The first responder that answers wins; `undefined` passes the exchange on. */
export type Responder = (exchange: Exchange) => Reply | undefined | Promise<Reply | undefined>;
