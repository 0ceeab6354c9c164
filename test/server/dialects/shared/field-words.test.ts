import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/server/dialects/dialect.js';
import {
  checkFields,
  checkRequest,
  type RequestSchema,
} from '../../../../src/server/dialects/shared/request-schema.js';

const block: RequestSchema = {
  byTag: {
    key: 'type',
    branches: {
      text: { type: 'object', required: ['text'], properties: { type: { type: 'string' }, text: { type: 'string' } } },
      image: { type: 'object', required: ['source'], open: true },
    },
  },
};
const schema: RequestSchema = {
  type: 'object',
  required: ['messages', 'max_tokens'],
  properties: {
    max_tokens: { type: 'integer', minimum: 1 },
    messages: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['role', 'content'],
        properties: {
          role: { type: 'string', enum: ['user', 'assistant'] },
          content: { anyOf: [{ type: 'string' }, { type: 'array', items: block }] },
        },
      },
    },
    tools: {
      type: 'array',
      items: {
        byTag: {
          key: 'type',
          otherwise: 'custom',
          branches: { custom: { type: 'object', required: ['name'], open: true } },
        },
      },
    },
  },
};

function refusal(check: (schema: RequestSchema, body: Json) => void, body: Json): string | undefined {
  try {
    check(schema, body);
    return undefined;
  } catch (error) {
    expect((error as Error).name).toBe('ValidationException');
    return (error as Error).message;
  }
}

const asking = (content: Json): Json => ({ max_tokens: 5, messages: [{ role: 'user', content }] });

describe('checkFields', () => {
  it('accepts either branch of a field that may be two things', () => {
    expect(refusal(checkFields, asking('hi'))).toBeUndefined();
    expect(refusal(checkFields, asking([{ type: 'text', text: 'hi' }]))).toBeUndefined();
  });

  it.each<[string, Json, string]>([
    ['a missing field', { messages: [{ role: 'user', content: 'hi' }] }, 'max_tokens: Field required'],
    ['a field too many', { ...(asking('hi') as object), foo: 1 }, 'foo: Extra inputs are not permitted'],
    [
      'a number out of range',
      { ...(asking('hi') as object), max_tokens: 0 },
      'max_tokens: Input should be greater than or equal to 1',
    ],
    ['a wrong type', { ...(asking('hi') as object), max_tokens: '5' }, 'max_tokens: Input should be a valid integer'],
    [
      'too short a list',
      { max_tokens: 5, messages: [] },
      'messages: List should have at least 1 item after validation, not 0',
    ],
    [
      'a wrong word',
      { max_tokens: 5, messages: [{ role: 'robot', content: '' }] },
      "messages.0.role: Input should be 'user' or 'assistant'",
    ],
    ['a block without a type', asking([{ text: 'hi' }]), 'messages.0.content.0.type: Field required'],
    [
      'a block of no known type',
      asking([{ type: 'smell' }]),
      "messages.0.content.0: Input tag 'smell' found using 'type' does not match any of the expected tags: 'text', 'image'",
    ],
    [
      'a gap in a block, below the name of its type',
      asking([{ type: 'text' }]),
      'messages.0.content.0.text.text: Field required',
    ],
    ['neither branch', asking(7), 'messages.0.content: Input should be a valid list'],
    ['a gap in what is untagged', { ...(asking('hi') as object), tools: [{}] }, 'tools.0.custom.name: Field required'],
  ])('names one field: %s', (_, body, message) => {
    expect(refusal(checkFields, body)).toBe(message);
  });

  it('has the same findings as the other words for them', () => {
    const frame = (words: string) => `Malformed input request: ${words}, please reformat your input and try again.`;
    expect(refusal(checkRequest, asking([{ type: 'text' }]))).toBe(
      frame(
        '#/messages/0/content: expected type: String, found: JSONArray#/messages/0/content/0: required key [text] not found',
      ),
    );
    expect(refusal(checkRequest, { ...(asking('hi') as object), tools: [{ type: 'hammer' }] })).toBe(
      frame('#/tools/0/type: hammer is not a valid enum value'),
    );
  });
});
