/** Asks an emulator in this process, without a socket: a request's path, region and JSON in, the reply's bytes out. */
import { EventStreamCodec } from '@smithy/eventstream-codec';
import type { Emulator } from '../../src/server/emulator.js';
import { bufferedBody, type ReplyBody } from '../../src/server/waist.js';

// biome-ignore lint/suspicious/noExplicitAny: each family has a form of its own, and a test names what it expects.
type Any = any;

export interface Emulated {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
}

export async function emulate(emulator: Emulator, path: string, body: unknown, region: string): Promise<Emulated> {
  const {
    status,
    headers,
    body: replied,
  } = await emulator.handle({
    method: 'POST',
    url: path,
    headers: { host: `bedrock-runtime.${region}.amazonaws.com`, 'content-type': 'application/json' },
    body: bufferedBody(Buffer.from(JSON.stringify(body))),
    signal: () => new AbortController().signal,
    protocol: 'http/1.1',
    secure: false,
  });
  return { status, headers, bytes: await collect(replied) };
}

async function collect(body: ReplyBody): Promise<Buffer> {
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body as Uint8Array);
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
);

/** The native chunks of a stream. Throws where a frame is broken or carries an exception. */
export function chunksIn(stream: Buffer): Any[] {
  const chunks: Any[] = [];
  for (let start = 0; start < stream.length; start += stream.readUInt32BE(start)) {
    const { headers, body } = codec.decode(stream.subarray(start, start + stream.readUInt32BE(start)));
    const payload = JSON.parse(Buffer.from(body).toString());
    if (headers[':message-type']?.value !== 'event') throw new Error(JSON.stringify(payload));
    chunks.push(JSON.parse(Buffer.from(payload.bytes, 'base64').toString()));
  }
  return chunks;
}

export const jsonIn = (bytes: Buffer): Any => JSON.parse(bytes.toString());
