/** Reads the event stream of a request: the frames of a bidirectional operation, signed or plain. */
import { validationException } from '../exception.js';
import { readStructure } from './codec.js';
import { decodeFrame, decodeFrames, type Frame } from './event-stream.js';
import { parseJson } from './read-request.js';
import type { StructureShape } from './shape.js';

/** Gives each event as `{ [name]: value }`. Throws ValidationException for bytes that are no frames. */
export async function* readEvents(
  union: StructureShape,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Record<string, unknown>> {
  for await (const outer of checkedFrames(chunks)) {
    const inner = unwrap(outer);
    if (!inner) return;
    const name = inner.headers[':event-type'] ?? '';
    const member = union.byName.get(name);
    if (member) yield { [name]: readStructure(member.shape as StructureShape, parseJson(inner.payload)) };
  }
}

/** A signed frame carries the real one as its payload; the last is empty. Source: SigV4 for event streams. */
function unwrap(frame: Frame): Frame | undefined {
  if (!(':chunk-signature' in frame.headers)) return frame;
  if (frame.payload.byteLength === 0) return undefined;
  return checked(() => decodeFrame(frame.payload));
}

async function* checkedFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  const frames = decodeFrames(chunks);
  while (true) {
    const next = await frames.next().catch(refuse);
    if (next.done) return;
    yield next.value;
  }
}

function checked<Value>(decode: () => Value): Value {
  try {
    return decode();
  } catch (cause) {
    return refuse(cause);
  }
}

function refuse(cause: unknown): never {
  throw validationException('The event stream of the request could not be read.', {
    hint: cause instanceof Error ? cause.message : String(cause),
  });
}
