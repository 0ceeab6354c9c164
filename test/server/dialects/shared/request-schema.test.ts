import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/server/dialects/dialect.js';
import {
  checkRequest,
  type RequestSchema,
  type ViolationStyle,
} from '../../../../src/server/dialects/shared/request-schema.js';

const schema: RequestSchema = {
  type: 'object',
  required: ['prompt', 'limit'],
  properties: {
    prompt: { type: 'string', minLength: 1, maxLength: 5 },
    limit: { type: 'integer', minimum: 1, maximum: 10 },
    heat: { type: 'number', exclusiveMinimum: 0, nullable: true },
    size: { type: 'integer', enum: [256, 512] },
    stops: { type: 'array', minItems: 1, maxItems: 2, items: { type: 'string', pattern: '^(\\|+|User:)$' } },
    mode: { type: 'string', enum: ['fast', 'slow'] },
    'a/b': { type: 'boolean' },
    texts: false,
  },
};

function refusal(body: Json, style?: ViolationStyle, of: RequestSchema = schema): string | undefined {
  try {
    checkRequest(of, body, style);
    return undefined;
  } catch (error) {
    expect((error as Error).name).toBe('ValidationException');
    const frame = /^Malformed input request: (.*), please reformat your input and try again\.$/s;
    return frame.exec((error as Error).message)?.[1];
  }
}

const valid = { prompt: 'hi', limit: 3 };

describe('checkRequest', () => {
  it('accepts what the schema allows', () => {
    expect(
      refusal({ ...valid, heat: 0.5, size: 512, stops: ['|', 'User:'], mode: 'fast', 'a/b': true }),
    ).toBeUndefined();
    expect(refusal({ ...valid, heat: null })).toBeUndefined();
  });

  it.each<[string, Json, string]>([
    ['an extraneous key', { ...valid, top_k: 1 }, '#: extraneous key [top_k] is not permitted'],
    ['a missing key', { prompt: 'hi' }, '#: required key [limit] not found'],
    ['a wrong type', { ...valid, prompt: ['hi'] }, '#/prompt: expected type: String, found: JSONArray'],
    ['null', { ...valid, limit: null }, '#/limit: expected type: Integer, found: Null'],
    ['a fraction for an integer', { ...valid, limit: 1.5 }, '#/limit: expected type: Integer, found: BigDecimal'],
    ['no object', 'hi', '#: expected type: JSONObject, found: String'],
    ['a short text', { ...valid, prompt: '' }, '#/prompt: expected minLength: 1, actual: 0'],
    ['a long text', { ...valid, prompt: 'longer' }, '#/prompt: expected maxLength: 5, actual: 6'],
    ['a small number', { ...valid, limit: 0 }, '#/limit: 0 is not greater or equal to 1'],
    ['a large number', { ...valid, limit: 8192 }, '#/limit: 8192 is not less or equal to 10'],
    ['a number on an excluded bound', { ...valid, heat: 0 }, '#/heat: 0 is not greater than 0'],
    ['a number off the list', { ...valid, size: 300 }, '#/size: 300 is not a valid enum value'],
    ['a word off the list', { ...valid, mode: 'warp' }, '#/mode: warp is not a valid enum value'],
    ['few items', { ...valid, stops: [] }, '#/stops: expected minimum item count: 1, found: 0'],
    ['many items', { ...valid, stops: ['|', '|', '|'] }, '#/stops: expected maximum item count: 2, found: 3'],
    [
      'an item off the pattern',
      { ...valid, stops: ['x'] },
      '#/stops/0: string [x] does not match pattern ^(\\|+|User:)$',
    ],
    ['a key that stands excluded', { ...valid, texts: [] }, '#/texts: false schema always fails'],
    ['a key with a slash in it', { ...valid, 'a/b': 1 }, '#/a~1b: expected type: Boolean, found: Integer'],
    [
      '__proto__',
      JSON.parse('{"prompt":"hi","limit":1,"__proto__":1}'),
      '#: extraneous key [__proto__] is not permitted',
    ],
  ])('refuses %s', (_, body, message) => {
    expect(refusal(body)).toBe(message);
  });

  it('names missing keys, then extraneous ones, then what is wrong within', () => {
    const body = { limit: 11, input: 'hi' };
    const all =
      '#: required key [prompt] not found#: extraneous key [input] is not permitted#/limit: 11 is not less or equal to 10';
    expect(refusal(body)).toBe(all);
    expect(refusal(body, 'listed')).toBe(
      '#: required key [prompt] not found, #: extraneous key [input] is not permitted, #/limit: 11 is not less or equal to 10',
    );
    expect(refusal(body, 'first')).toBe('#: required key [prompt] not found');
    expect(refusal(body, 'bare')).toBe('3 schema violations found');
    expect(refusal({ ...valid, x: 1 }, 'bare')).toBe('extraneous key [x] is not permitted');
  });

  it('lets every branch of anyOf speak when none holds', () => {
    const messages: RequestSchema = { type: 'object', required: ['messages', 'max_tokens'], open: true };
    const either: RequestSchema = { anyOf: [{ not: { required: ['messages'] } }, messages] };
    expect(refusal({ messages: [], max_tokens: 1 }, 'all', either)).toBeUndefined();
    expect(refusal({ prompt: 'hi' }, 'all', either)).toBeUndefined();
    expect(refusal({ messages: [] }, 'all', either)).toBe(
      '#: subject must not be valid against schema {"required":["messages"]}#: required key [max_tokens] not found',
    );
  });

  it('lets each branch of allOf speak', () => {
    const size: RequestSchema = {
      type: 'object',
      open: true,
      properties: { width: { type: 'integer', multipleOf: 16 } },
    };
    const both: RequestSchema = { allOf: [{ not: { required: ['mask', 'maskPrompt'] } }, size] };
    expect(refusal({ width: 320, mask: '' }, 'all', both)).toBeUndefined();
    expect(refusal({ width: 321, mask: '', maskPrompt: '' }, 'all', both)).toBe(
      '#: subject must not be valid against schema {"required":["mask","maskPrompt"]}#/width: 321 is not a multiple of 16',
    );
  });

  it('holds a union against the branch whose key is there, the last where none is', () => {
    const branch = (key: string): RequestSchema => ({
      type: 'object',
      required: [key],
      properties: { [key]: { type: 'string' } },
    });
    const block: RequestSchema = { byKey: { text: branch('text'), toolUse: branch('toolUse') } };
    expect(refusal({ text: 'hi' }, 'first', block)).toBeUndefined();
    expect(refusal({ text: 1 }, 'first', block)).toBe('#/text: expected type: String, found: Integer');
    expect(refusal({ words: 'hi' }, 'first', block)).toBe('#: required key [toolUse] not found');
    expect(refusal({ words: 'hi', toolUse: null }, 'first', block)).toBe('#: extraneous key [words] is not permitted');
  });

  it('either accepts a body or says at least one thing about it, whatever the body', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const words = refusal(body as Json);
        expect(words === undefined || words.startsWith('#')).toBe(true);
        if (words !== undefined)
          expect(refusal(body as Json, 'first')).toBe(words.slice(0, refusal(body as Json, 'first')?.length));
      }),
      { numRuns: 200 },
    );
  });
});
