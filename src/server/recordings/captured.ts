/** One exchange as it passed on the wire, before anything of it is redacted. Never written as it is. */
import type { Headers, ReplyEnd } from '../waist.js';

export interface CapturedRequest {
  method: string;
  /** Path and query, raw, without the prefix of a namespace. */
  target: string;
  /** Names in lower case. */
  headers: Headers;
  body: Uint8Array;
  protocol: 'http/1.1' | 'h2';
  /** Absent where no operation is known for the target. */
  operation?: string;
  service?: string;
  /** As the caller gave it, decoded. */
  model?: string;
  region: string;
}

export interface CapturedChunk {
  /** Milliseconds after the request was handed to the upstream. */
  atMs: number;
  bytes: Uint8Array;
}

export interface CapturedReply {
  /** 0 where the connection broke before there was a head. */
  status: number;
  headers: Headers;
  /** Milliseconds after the request was handed to the upstream. */
  headMs: number;
  chunks: CapturedChunk[];
  end: ReplyEnd;
  /** Why it broke, in one sentence. */
  failure?: string;
  durationMs: number;
}

export interface Captured {
  request: CapturedRequest;
  reply: CapturedReply;
  /** ISO 8601. */
  at: string;
  /** The origin that it was sent to. */
  upstream: string;
}
