/** Signs the events of a request anew, each by the signature before it. Source: SigV4 for event streams (Transcribe's developer guide describes it). */
import { SignatureV4 } from '@smithy/signature-v4';
import { cutFrames, encodeFrame } from '../smithy/event-stream.js';
import { readFrameParts } from '../smithy/frame-parts.js';
import type { Headers } from '../waist.js';
import { Sha256 } from './sha256.js';
import type { SigningCredentials } from './sign.js';

const TIMESTAMP = 8;
const BYTES = 6;

export interface EventSigning {
  /** The signed headers of the request: the first event's signature follows theirs. */
  head: Headers;
  credentials: SigningCredentials;
  region: string;
  /** Real milliseconds since the epoch. */
  now(): number;
}

/** The frames of `body`, signed. A client's own signatures are taken off; what it did not sign is wrapped as it is. */
export async function* signEvents(
  body: AsyncIterable<Uint8Array>,
  { head, credentials, region, now }: EventSigning,
): AsyncGenerator<Uint8Array> {
  const signer = new SignatureV4({ service: 'bedrock', region, credentials, sha256: Sha256 });
  let priorSignature = /Signature=([0-9a-f]+)/.exec(head.authorization ?? '')?.[1] ?? '';
  for await (const frame of cutFrames(body)) {
    const payload = unwrap(frame);
    const signingDate = new Date(now());
    const date = dateHeader(signingDate);
    priorSignature = await signer.sign({ headers: date, payload }, { priorSignature, signingDate });
    const signature = Buffer.from(priorSignature, 'hex');
    const name = header(':chunk-signature', BYTES, Buffer.concat([Buffer.of(0, signature.length), signature]));
    yield encodeFrame(Buffer.concat([date, name]), payload);
  }
}

function unwrap(frame: Buffer): Uint8Array {
  const [part] = readFrameParts(frame);
  return part?.headers.some(([name]) => name === ':chunk-signature') ? part.payload : frame;
}

function dateHeader(date: Date): Buffer {
  const milliseconds = Buffer.alloc(8);
  milliseconds.writeBigInt64BE(BigInt(date.getTime()));
  return header(':date', TIMESTAMP, milliseconds);
}

function header(name: string, type: number, value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(name.length), Buffer.from(name), Buffer.of(type), value]);
}
