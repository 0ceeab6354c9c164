import { describe, expect, it } from 'vitest';
import { readStructure } from '../../../src/server/smithy/codec.js';
import { findOperation } from '../../../src/server/smithy/operation.js';
import type { StructureShape } from '../../../src/server/smithy/shape.js';

const converse = findOperation('Converse') as { input: StructureShape };

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
});
