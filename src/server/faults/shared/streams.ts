/** What faults of streams share: which exchanges stream, and the frames of a reply's bytes. */
import type { Exchange } from '../../exchange.js';
import type { HttpReply, ReplyBody } from '../../waist.js';

/** Whether the operation answers with an event stream. */
export function isStream(_options: unknown, exchange: Exchange): boolean {
  return exchange.operation.outputEvents !== undefined;
}

/** Whether the reply is an event stream, as the refusal of one is not. */
export function hasFrames(_options: unknown, _exchange: Exchange, reply: HttpReply | undefined): boolean {
  return reply?.headers['content-type'] === 'application/vnd.amazon.eventstream';
}

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** The chunks of a body, whatever its form. */
export function chunksOf(body: ReplyBody): Chunks {
  return typeof body === 'string' || body instanceof Uint8Array ? [Buffer.from(body as string)] : body;
}

/** The frames of a body, one by one, however they were cut into chunks. */
export async function* readFrames(body: ReplyBody): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of chunksOf(body)) {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= held.readUInt32BE(0)) {
      const length = held.readUInt32BE(0);
      yield held.subarray(0, length);
      held = held.subarray(length);
    }
  }
  if (held.length > 0) yield held;
}

/** Puts what `change` makes of one frame in its place. */
export function changeFrame(
  reply: HttpReply,
  wanted: number,
  change: (frame: Buffer) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): HttpReply {
  return { ...reply, body: changed(reply.body) };

  async function* changed(body: ReplyBody): AsyncGenerator<Uint8Array> {
    let index = 0;
    for await (const frame of readFrames(body)) {
      if (index === wanted) yield* change(Buffer.from(frame));
      else yield frame;
      index += 1;
    }
  }
}
