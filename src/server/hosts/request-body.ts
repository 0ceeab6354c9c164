/** A request body over a Node stream: read once, whole or as it arrives. */
import type { Readable } from 'node:stream';
import { type RequestBody, RequestTooLarge } from '../waist.js';

const nothing = new Uint8Array();

/** The body of a request that announced none. */
export const emptyBody: RequestBody = {
  bytes: async () => nothing,
  async *chunks() {},
};

/**
 * `announced` is the content-length header. A body that is too large is refused as soon as that is known. What nobody reads
 * of it is thrown away as it comes, so that the client gets to its reply. Rejects when the client leaves before the end.
 */
export function streamedBody(source: Readable, announced: string | undefined): RequestBody {
  return {
    bytes: (limit) => (Number(announced) > limit ? Promise.reject(new RequestTooLarge()) : readWhole(source, limit)),
    async *chunks() {
      try {
        yield* source.iterator({ destroyOnReturn: false });
      } finally {
        source.resume();
      }
    },
  };
}

function readWhole(source: Readable, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    source.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(new RequestTooLarge());
      }
    });
    source.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    source.on('error', reject);
    source.on('close', () => {
      if (!source.readableEnded) reject(new Error('The client left before the end of its request.'));
    });
  });
}
