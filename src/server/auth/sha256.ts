/** Node's SHA-256 and its HMAC in the form that the SDK's signer asks for. */
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';

type Bytes = string | ArrayBuffer | ArrayBufferView;

export class Sha256 {
  readonly #hash: Hash | Hmac;
  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(secret));
  }
  update(content: Uint8Array): void {
    this.#hash.update(content);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): never {
    throw new Error('a hash of the signer is used once');
  }
}

function toBytes(content: Bytes): string | Uint8Array {
  if (typeof content === 'string') return content;
  return ArrayBuffer.isView(content)
    ? new Uint8Array(content.buffer, content.byteOffset, content.byteLength)
    : new Uint8Array(content);
}
