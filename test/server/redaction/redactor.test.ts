import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAll, findLiteral, replaceFound, replaceInPieces } from '../../../src/server/redaction/find.js';
import { createRedactor } from '../../../src/server/redaction/redactor.js';
import { defaultSettings } from '../../../src/server/settings.js';

const rules = defaultSettings.recordings.redact;
const redactor = createRedactor({ rules });

describe('what is no secret stays', () => {
  it.each([
    'The quick brown fox.',
    'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/what-is-bedrock.html',
    'tooluse_kZJMlvQmRJ6eAyJE5GIl7Q',
    '{"type":"object","properties":{"password":{"type":"string"}},"required":["password"]}',
    'maxTokens: 100',
    'eyJ is how base64 of JSON begins',
    '123456789012',
  ])('%s', (text) => {
    expect(redactor.json({ text })).toEqual({ text });
  });

  it('any JSON of plain words', () => {
    const word = fc.stringMatching(/^[a-z ]{0,20}$/);
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom('text', 'role', 'content', 'a'), values: [word, fc.integer()] }),
        (value) => {
          expect(redactor.json(value)).toEqual(value);
        },
      ),
    );
  });
});

it('the same text becomes the same, and what is redacted stays as it is', () => {
  const texts = fc.constantFrom(
    'AKIAQ3EGCANARY7XK2LM',
    'Bearer abcdefghij',
    '{"password":"x"}',
    'https://a:b@c',
    'x',
    ' ',
    'arn:aws:iam::481516234299:role/x',
  );
  fc.assert(
    fc.property(fc.array(texts), (parts) => {
      const once = redactor.text(parts.join(' '));
      expect(redactor.text(once)).toBe(once);
      expect(once).not.toMatch(/AKIAQ3|abcdefghij|:b@|481516234299|"x"/);
    }),
  );
});

it('pieces of a text lose what is found in the whole, and nothing else', () => {
  const find = findAll([findLiteral('secret', '#'), findLiteral('cret', '!')]);
  const piece = fc.constantFrom('se', 'cret', 'secret', ' ', 'x', 's', 'ecre', 't', '');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const whole = pieces.join('');
      const replaced = replaceInPieces(pieces, find(whole));
      expect(replaced).toHaveLength(pieces.length);
      expect(replaced.join('')).toBe(replaceFound(whole, find(whole)));
      expect(replaced.join('')).not.toContain('secret');
    }),
  );
});

it.each([['a.'], ['eyJ-'], ['a+b/'], ['-----BEGIN '], ['password": '], ['\\"'], ['Bearer '], ['x://'], ['arn:aws:']])(
  'a long text of %j takes no time that would be noticed',
  (part) => {
    const text = part.repeat(400_000 / part.length);
    expect(redactor.text(text).length).toBeGreaterThan(0);
  },
);

it('a picture is left as it is, whatever letters its base64 has', () => {
  const picture = Buffer.alloc(30_000, 7).toString('base64');
  const image = `${picture.slice(0, 20_000)}/AKIAQ3EGCANARY7XK2LM/${picture.slice(20_022)}`;
  expect(redactor.json({ image })).toEqual({ image });
});

it.each([
  [{ patterns: ['('] }, /^"\(" is no regular expression: /],
  [{ paths: ['$['] }, /^"\$\[" is no JSONPath/],
])('a rule that cannot be read is refused in one sentence: %j', (given, message) => {
  expect(() => createRedactor({ rules: { ...rules, ...given } })).toThrow(message);
});
