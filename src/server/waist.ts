/** The waist: the plain objects that every host hands in and takes back. No host, schema or Bedrock word in it. */

export type Headers = Record<string, string>;

/** A request body that is read once: whole (`bytes`) or as it arrives (`chunks`, for bidirectional streams). */
export interface RequestBody {
  /** The whole body. Rejects with a `RequestTooLarge` when it exceeds `limit` bytes. */
  bytes(limit: number): Promise<Uint8Array>;
  chunks(): AsyncIterable<Uint8Array>;
}

export interface HttpRequest {
  method: string;
  /** The raw request target as it stood on the wire: path and query, still percent-encoded. */
  url: string;
  /** Names in lower case. HTTP/2's `:authority` is kept under its own name and also given as `host`. */
  headers: Headers;
  body: RequestBody;
  /** Aborts when the client goes away. A function, because to make a signal takes as long as to read a request. */
  signal(): AbortSignal;
  protocol: 'http/1.1' | 'h2';
  /** Whether the connection is TLS. */
  secure: boolean;
  /** Address of the client, for the journal. */
  peer?: string;
}

/** How the reply's connection ends: as HTTP says, or broken in one of the ways a network can. */
export type ReplyEnd = 'clean' | 'reset' | 'rst-stream' | 'goaway';

/** One chunk is one write. An iterator's `return()` is called when the client goes away. */
export type ReplyBody = Uint8Array | string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export interface HttpReply {
  /** 0 with a broken end: not even a head is sent. */
  status: number;
  headers: Headers;
  body: ReplyBody;
  end?: ReplyEnd;
}

export class RequestTooLarge extends Error {}

/** Thrown where there is to be no reply, or no more of it: the connection ends so. */
export class BrokenConnection extends Error {
  readonly end: Exclude<ReplyEnd, 'clean'>;
  constructor(end: Exclude<ReplyEnd, 'clean'>) {
    super(`the connection ends: ${end}`);
    this.end = end;
  }
}

/** A body whose bytes are already here. */
export function bufferedBody(bytes: Uint8Array): RequestBody {
  return {
    async bytes(limit) {
      if (bytes.byteLength > limit) throw new RequestTooLarge();
      return bytes;
    },
    async *chunks() {
      yield bytes;
    },
  };
}
