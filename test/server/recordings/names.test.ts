import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOf, wordsOf } from '../../../src/server/recordings/names.js';

const hash = '8f3a21'.padEnd(64, '0');
const named = (facts: Partial<Parameters<typeof nameOf>[0]>) =>
  nameOf({ operation: 'Converse', method: 'POST', hash, ...facts });

describe('the name of a recording', () => {
  it.each([
    [
      { model: 'anthropic.claude-3-haiku-20240307-v1:0', words: 'What is the capital?' },
      'converse/anthropic.claude-3-haiku/what-is-the-capital-8f3a21',
    ],
    [{ model: 'us.amazon.nova-lite-v1:0', words: 'Hi' }, 'converse/us.amazon.nova-lite/hi-8f3a21'],
    [
      { model: 'arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abc123' },
      'converse/abc123/request-8f3a21',
    ],
    [{ operation: 'ListFoundationModels' }, 'list-foundation-models/request-8f3a21'],
    [{ operation: undefined, method: 'PUT' }, 'unknown-put/request-8f3a21'],
    [
      { model: 'meta.llama3-70b-instruct-v1:0', words: 'Größe & Café: ÉTÉ' },
      'converse/meta.llama3-70b-instruct/große-cafe-ete-8f3a21'.replace('ß', '-'),
    ],
    [{ words: '天気はどうですか' }, 'converse/request-8f3a21'],
    [{ model: 'con', words: 'x' }, 'converse/con-x/x-8f3a21'],
    [{ model: 'nul.model', words: 'x' }, 'converse/nul-x.model/x-8f3a21'],
  ])('of %j is %s', (facts, name) => {
    expect(named(facts)).toBe(name);
  });

  it('is legal on Windows and macOS, whatever the request says', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('CON', 'aux.', 'lpt1.txt', '..', 'a.', ' ', 'NUL'),
    );
    fc.assert(
      fc.property(text, text, text, (operation, model, words) => {
        const name = named({ operation, model, words });
        for (const part of name.split('/')) {
          expect(part).toMatch(/^[a-z0-9][a-z0-9.-]*$/);
          expect(part).not.toMatch(/[.]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/);
          expect(part.length).toBeLessThanOrEqual(70);
        }
        expect(name.length).toBeLessThanOrEqual(180);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the words of a request', () => {
  it.each([
    [
      {
        messages: [
          { role: 'user', content: [{ text: 'first' }] },
          { role: 'user', content: [{ text: 'last' }] },
        ],
      },
      'last',
    ],
    [{ messages: [{ role: 'user', content: 'plain' }] }, 'plain'],
    [{ messages: [{ role: 'user', content: [{ toolResult: {} }, { text: 'after' }] }] }, 'after'],
    [{ inputText: 'titan' }, 'titan'],
    [{ texts: ['embed'] }, 'embed'],
    [{ prompt: 'llama' }, 'llama'],
    [{ name: 'my-guardrail' }, 'my-guardrail'],
    [{ textToImageParams: { text: 'a boat' } }, 'a boat'],
    [{ query: 'rank', documents: ['a'] }, 'rank'],
    [[1], undefined],
    [{ messages: [null, 3] }, undefined],
  ])('%j are %s', (body, words) => {
    expect(wordsOf(body)).toBe(words);
  });
});
