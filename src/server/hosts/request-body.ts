/** A request body over a Node stream: read once, whole or as it arrives. */
import type { Readable } from 'node:stream';
import { type RequestBody, RequestTooLarge } from '../waist.js';

const nothing = new Uint8Array();

/** The body of a request that announced none. */
export const emptyBody: RequestBody = {
  bytes: async () => nothing,
  async *chunks() {},
};

/** Of a body that is too large, so much is thrown away before the refusal, for clients that read no reply while they send. */
const patience = 4;

/** Node's streams say `aborted` when the client left before the end; HTTP/2's ends all the same. */
type Source = Readable & { readonly aborted: boolean };

const leftEarly = () => new Error('The client left before the end of its request.');

/**
 * Rejects when the client leaves before the end, and when there is more than `limit`: the latter after the end, or after four
 * times as much.
 */
export function streamedBody(source: Source): RequestBody {
  return {
    bytes: (limit) => readWhole(source, limit),
    async *chunks() {
      try {
        yield* source.iterator({ destroyOnReturn: false });
        if (source.aborted) throw leftEarly();
      } finally {
        source.resume();
      }
    },
  };
}

function readWhole(source: Source, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    source.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks = [];
      if (size > patience * limit) reject(new RequestTooLarge());
    });
    source.on('end', () => {
      if (source.aborted) reject(leftEarly());
      else if (size > limit) reject(new RequestTooLarge());
      else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    source.on('error', reject);
    source.on('close', () => {
      if (!source.readableEnded) reject(leftEarly());
    });
  });
}

/** Resolves when nothing more is to come of a body that nobody reads. What comes is thrown away. */
export async function discard(source: Readable): Promise<void> {
  if (source.readableEnded || source.destroyed) return;
  source.resume();
  await new Promise<void>((resolve) => source.once('end', resolve).once('close', resolve));
}
