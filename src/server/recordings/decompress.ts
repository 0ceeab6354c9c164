/** Bodies that came compressed: they could be neither read nor redacted, so they are kept as what they say. */
import { brotliDecompressSync, constants, inflateSync, unzipSync } from 'node:zlib';
import type { Headers } from '../waist.js';

/** One that was cut off gives what there is of it. */
const cut = { finishFlush: constants.Z_SYNC_FLUSH };

const decoders: Record<string, (bytes: Uint8Array) => Buffer> = {
  gzip: (bytes) => unzipSync(bytes, cut),
  'x-gzip': (bytes) => unzipSync(bytes, cut),
  deflate: (bytes) => inflateSync(bytes, cut),
  br: (bytes) => brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};

/** The header that says so is left out. Throws an Error of one sentence where it is compressed in a way that is not known. */
export function decompress(headers: Headers, bytes: Uint8Array): { headers: Headers; bytes: Uint8Array } {
  const { 'content-encoding': encoding = 'identity', ...others } = headers;
  if (encoding === 'identity' || bytes.byteLength === 0) return { headers, bytes };
  const decode = decoders[encoding.trim().toLowerCase()];
  if (!decode) throw new Error(`a body that is compressed as "${encoding}" can be neither read nor redacted`);
  try {
    return { headers: others, bytes: decode(bytes) };
  } catch (cause) {
    throw new Error(`a body that says it is compressed as "${encoding}" is not: ${(cause as Error).message}`);
  }
}
