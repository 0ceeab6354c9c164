import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOperation } from '../../../src/server/smithy/operation.js';
import type { StructureShape } from '../../../src/server/smithy/shape.js';
import { writeStructure, writeTimestamp } from '../../../src/server/smithy/write-structure.js';

const converse = findOperation('Converse') as { input: StructureShape; output: StructureShape };
const getProfile = findOperation('GetInferenceProfile') as { output: StructureShape };

describe('writing a structure', () => {
  it('writes keys in alphabetical order, unknown and null members included', () => {
    const written = writeStructure(converse.output, {
      usage: { totalTokens: 3, inputTokens: 1, outputTokens: 2, serverToolUsage: {} },
      stopReason: 'end_turn',
      output: { message: { role: 'assistant', content: [{ text: 'hi' }] } },
      metrics: { latencyMs: 1 },
      trace: null,
    });
    expect(written).toBe(
      '{"metrics":{"latencyMs":1},"output":{"message":{"content":[{"text":"hi"}],"role":"assistant"}},"stopReason":"end_turn",' +
        '"trace":null,"usage":{"inputTokens":1,"outputTokens":2,"serverToolUsage":{},"totalTokens":3}}',
    );
  });

  it('writes timestamps in the format of their schema', () => {
    const createdAt = new Date('2026-07-13T14:00:42.680Z');
    expect(writeStructure(getProfile.output, { createdAt })).toBe('{"createdAt":"2026-07-13T14:00:42.68Z"}');
    for (const text of ['2025-02-17T16:00:00Z', '2025-02-17T16:00:00.1Z', '2025-02-17T16:00:10.007Z'])
      expect(writeTimestamp(new Date(text), 'date-time')).toBe(text);
    expect(writeTimestamp(createdAt, 'epoch-seconds')).toBe(1783951242.68);
  });

  it('writes blobs as base64, and free JSON of any form as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.jsonValue(), (bytes, free) => {
        const message = { role: 'user', content: [{ image: { format: 'png', source: { bytes } } }] };
        const written = writeStructure(converse.input, { messages: [message], additionalModelRequestFields: free });
        const image = { format: 'png', source: { bytes: Buffer.from(bytes).toString('base64') } };
        expect(JSON.parse(written)).toEqual({
          additionalModelRequestFields: JSON.parse(JSON.stringify(free)),
          messages: [{ role: 'user', content: [{ image }] }],
        });
      }),
    );
  });

  it('leaves out what is undefined', () => {
    expect(writeStructure(converse.output, { stopReason: undefined, usage: { inputTokens: undefined } })).toBe(
      '{"usage":{}}',
    );
  });
});
