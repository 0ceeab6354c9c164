import { describe, expect, it } from 'vitest';
import { validationException } from '../../../src/server/exception.js';
import { decodeFrame, decodeFrames, type Frame } from '../../../src/server/smithy/event-stream.js';
import { findOperation } from '../../../src/server/smithy/operation.js';
import type { StructureShape } from '../../../src/server/smithy/shape.js';
import { writeEvents } from '../../../src/server/smithy/write-events.js';

const converseEvents = findOperation('ConverseStream')?.outputEvents?.shape as StructureShape;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

/** The frames of a synchronous stream, however they are put into chunks. */
async function framesOf(events: Iterable<object>): Promise<Frame[]> {
  const chunks = writeEvents(converseEvents, events) as Iterable<Uint8Array>;
  const frames: Frame[] = [];
  for await (const frame of decodeFrames(later(chunks))) frames.push(frame);
  return frames;
}

async function* later(chunks: Iterable<Uint8Array>) {
  yield* chunks;
}

describe('writing events', () => {
  it("frames events in AWS's order of headers and keys, with padding last where the alphabet puts it", async () => {
    const events = [{ messageStart: { role: 'assistant' } }, { messageStop: { stopReason: 'end_turn' } }];
    const [start, stop] = await framesOf(events);
    expect(Object.entries(start?.headers ?? {})).toEqual([
      [':event-type', 'messageStart'],
      [':content-type', 'application/json'],
      [':message-type', 'event'],
    ]);
    expect(text(start?.payload as Uint8Array)).toMatch(/^\{"p":"abc?[a-zA-Z0-9]*","role":"assistant"\}$/);
    expect(text(stop?.payload as Uint8Array)).toMatch(/^\{"p":"[a-zA-Z0-9]{2,61}","stopReason":"end_turn"\}$/);
  });

  it('leaves padding out when told to', () => {
    const [frame] = writeEvents(converseEvents, [{ messageStart: { role: 'assistant' } }], {
      padding: false,
    }) as Iterable<Uint8Array>;
    expect(text(decodeFrame(frame as Uint8Array).payload)).toBe('{"role":"assistant"}');
  });

  it('ends a stream that throws with one exception frame', async () => {
    function* broken() {
      yield { messageStart: { role: 'assistant' } };
      throw validationException('no');
    }
    const frames = await framesOf(broken());
    expect(frames).toHaveLength(2);
    expect(frames[1]?.headers).toEqual({
      ':exception-type': 'validationException',
      ':content-type': 'application/json',
      ':message-type': 'exception',
    });
    expect(text(frames[1]?.payload as Uint8Array)).toBe('{"message":"no"}');
  });

  it('puts the frames of a stream that never waits in few chunks, and gives each of one that does by itself', async () => {
    const delta = { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'x'.repeat(1000) } } };
    const events = Array.from({ length: 40 }, () => delta);
    const chunks = [...(writeEvents(converseEvents, events) as Iterable<Uint8Array>)];
    expect(chunks.length).toBeLessThan(5);
    expect(await framesOf(events)).toHaveLength(40);
    async function* slow() {
      yield* events;
    }
    const single: Uint8Array[] = [];
    for await (const chunk of writeEvents(converseEvents, slow()) as AsyncIterable<Uint8Array>) single.push(chunk);
    expect(single).toHaveLength(40);
    expect(Buffer.concat(single).equals(Buffer.concat(chunks))).toBe(true);
  });
});
