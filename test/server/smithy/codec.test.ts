import { describe, expect, it } from 'vitest';
import { readStructure, writeStructure, writeTimestamp } from '../../../src/server/smithy/codec.js';
import { findOperation } from '../../../src/server/smithy/operation.js';
import type { StructureShape } from '../../../src/server/smithy/shape.js';

const converse = findOperation('Converse') as { input: StructureShape; output: StructureShape };
const getProfile = findOperation('GetInferenceProfile') as { output: StructureShape };

describe('the codec', () => {
  it('reads blobs as bytes and leaves documents as they are', () => {
    const input = readStructure(converse.input, {
      messages: [{ role: 'user', content: [{ image: { format: 'png', source: { bytes: 'aGk=' } } }] }],
      additionalModelRequestFields: { top_k: 5, deep: [{ any: null }] },
    }) as { messages: { content: { image: { source: { bytes: Uint8Array } } }[] }[] };
    expect(input.messages[0]?.content[0]?.image.source.bytes).toEqual(new Uint8Array([104, 105]));
    expect(input).toMatchObject({ additionalModelRequestFields: { top_k: 5, deep: [{ any: null }] } });
  });

  it('passes over members that no schema knows, and nulls', () => {
    expect(readStructure(converse.input, { tomorrow: 1, system: null })).toEqual({});
  });

  it.each([
    [{ messages: 'hello' }, 'Unexpected token: STRING_VALUE found where a list was expected'],
    [{ messages: {} }, 'Start of structure or map found where not expected.'],
    [{ messages: [{ role: 7, content: [] }] }, 'NUMBER_VALUE can not be converted to a String'],
    [{ messages: [{ role: ['user'], content: [] }] }, 'Start of list found where not expected'],
    [{ inferenceConfig: { temperature: 'hot' } }, 'STRING_VALUE can not be converted to a Float'],
    [{ inferenceConfig: { maxTokens: true } }, 'TRUE_VALUE can not be converted to an Integer'],
    [[], 'Start of list found where not expected'],
  ])('refuses %j', (body, message) => {
    expect(() => readStructure(converse.input, body)).toThrow(
      expect.objectContaining({ name: 'SerializationException', message }),
    );
  });

  it('does not let a body reach a prototype', () => {
    const input = readStructure(converse.input, JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'));
    expect(Object.keys(input)).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('writes keys in alphabetical order, unknown and null members included', () => {
    const written = writeStructure(converse.output, {
      usage: { totalTokens: 3, inputTokens: 1, outputTokens: 2, serverToolUsage: {} },
      stopReason: 'end_turn',
      output: { message: { role: 'assistant', content: [{ text: 'hi' }] } },
      metrics: { latencyMs: 1 },
      trace: null,
    });
    expect(JSON.stringify(written)).toBe(
      '{"metrics":{"latencyMs":1},"output":{"message":{"content":[{"text":"hi"}],"role":"assistant"}},"stopReason":"end_turn",' +
        '"trace":null,"usage":{"inputTokens":1,"outputTokens":2,"serverToolUsage":{},"totalTokens":3}}',
    );
  });

  it('writes timestamps in the format of their schema', () => {
    const createdAt = new Date('2026-07-13T14:00:42.680Z');
    expect(writeStructure(getProfile.output, { createdAt })).toEqual({ createdAt: '2026-07-13T14:00:42.68Z' });
    expect(writeTimestamp(new Date('2025-02-17T16:00:00Z'), 'date-time')).toBe('2025-02-17T16:00:00Z');
    expect(writeTimestamp(createdAt, 'epoch-seconds')).toBe(1783951242.68);
  });
});
