import { describe, expect, it } from 'vitest';
import { validationException } from '../../../src/server/exception.js';
import { decodeFrame } from '../../../src/server/smithy/event-stream.js';
import { findOperation } from '../../../src/server/smithy/operation.js';
import type { StructureShape } from '../../../src/server/smithy/shape.js';
import { writeEvents } from '../../../src/server/smithy/write-events.js';

const converseEvents = findOperation('ConverseStream')?.outputEvents?.shape as StructureShape;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('writing events', () => {
  it("frames events in AWS's order of headers and keys, with padding last where the alphabet puts it", () => {
    const events = [{ messageStart: { role: 'assistant' } }, { messageStop: { stopReason: 'end_turn' } }];
    const [start, stop] = [...(writeEvents(converseEvents, events) as Iterable<Uint8Array>)].map(decodeFrame);
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

  it('ends a stream that throws with one exception frame', () => {
    function* broken() {
      yield { messageStart: { role: 'assistant' } };
      throw validationException('no');
    }
    const frames = [...(writeEvents(converseEvents, broken()) as Iterable<Uint8Array>)].map(decodeFrame);
    expect(frames).toHaveLength(2);
    expect(frames[1]?.headers).toEqual({
      ':exception-type': 'validationException',
      ':content-type': 'application/json',
      ':message-type': 'exception',
    });
    expect(text(frames[1]?.payload as Uint8Array)).toBe('{"message":"no"}');
  });
});
