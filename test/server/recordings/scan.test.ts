import { describe, expect, it } from 'vitest';
import { scanText } from '../../../src/server/recordings/scan.js';
import { sortedJson } from '../../../src/server/recordings/sorted-json.js';
import { writeRecording } from '../../../src/server/recordings/write-recording.js';
import { createCanonicalizer } from '../../../src/server/redaction/canonical.js';
import { createRedactor } from '../../../src/server/redaction/redactor.js';
import { askConverse, exchange, frame, rules, say, stream } from './captured.js';

const redactor = createRedactor({ rules: rules.redact });
const tools = { redactor, canonicalizer: createCanonicalizer(rules.ignore, redactor) };
const written = (...parts: Parameters<typeof exchange>) => writeRecording(exchange(...parts), tools);
const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

/** As if somebody had added it to the file by hand, after it was redacted. */
function scanWith(text: string): { what: string; line: number; expected: number } {
  const file = sortedJson(written(askConverse('THE-PLACE'), say('fine'))).replace('THE-PLACE', text.slice(1, -1));
  const [found] = scanText(file);
  return { what: found?.what ?? 'nothing', line: found?.line ?? 0, expected: lineOf(file, text.slice(1, -1)) };
}

describe('a secret in a finished file', () => {
  it.each([
    ['an access key id', 'key AKIAQ3EGCANARY7XK2LM'],
    ['a Bedrock API key', `ABSK${'QmVkcm9j'.repeat(5)}`],
    ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2ln'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----'],
    ['a password in a URL', 'postgres://user:hunter2@host/db'],
    ['a secret by the name of its member', '{"password":"hunter2"}'],
    ['the id of an account', 'arn:aws:bedrock:us-east-1:481516234299:guardrail/x'],
    ['an access key id', Buffer.from('a page with AKIAQ3EGCANARY7XK2LM in it').toString('base64')],
    ['a text too random to be words', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYz9'],
  ])('is found as %s, with its line: %s', (what, text) => {
    const found = scanWith(JSON.stringify(text));
    expect(found).toEqual({ what, line: found.expected, expected: found.expected });
  });

  it('is found behind thousands of members, and behind megabytes without a blank', () => {
    const random = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYz9';
    const items = Array.from({ length: 30_000 }, () => ({ text: 'sea' }));
    const text = JSON.stringify({ items, long: 'a'.repeat(14_000_000), last: `here: ${random}` }, null, 1);
    expect(scanText(text)).toEqual([{ line: text.split('\n').length - 1, what: 'a text too random to be words' }]);
  });

  it('is found by the name of its member', () => {
    expect(scanText('{\n  "a": {\n    "clientSecret": "x"\n  }\n}')).toEqual([
      { line: 3, what: 'a secret by its name, clientSecret' },
    ]);
  });

  it('is found in pieces', () => {
    const made = written(
      askConverse('x'),
      stream(['one ', 'two '].map((text) => frame('contentBlockDelta', { delta: { text } }))),
    );
    const file = sortedJson(made).replace('one ', 'AKIAQ3EGCA').replace('two ', 'NARY7XK2LM ');
    expect(scanText(file)).toHaveLength(2);
    expect(scanText(file)[0]).toEqual({
      line: expect.any(Number),
      what: 'a secret in pieces, from one event to the next',
    });
  });

  it('is found in what is no JSON', () => {
    expect(scanText('{\n"a": AKIAQ3EGCANARY7XK2LM')).toEqual([{ line: 2, what: 'an access key id' }]);
  });
});

it.each([
  ['a uuid', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
  ['a hash', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ['prose', 'TheResponseOfConverseStreamEndsWithAMessageStop2'],
  ['a model', 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0'],
  ['what is redacted', 'Bearer REDACTED and {"password":"REDACTED"} at https://user:REDACTED@host'],
])('%s is no secret', (_, text) => {
  expect(scanWith(JSON.stringify(text)).what).toBe('nothing');
});

it('nothing is found in what was redacted', () => {
  const secret = 'AKIAQ3EGCANARY7XK2LM';
  const made = [
    written(askConverse(`${secret} {"password":"hunter2"}`), say(secret)),
    written(askConverse('x'), stream([frame('a', { text: secret }).subarray(0, -6)], { end: 'reset' })),
    written(askConverse(Buffer.from(`a page with ${secret}`).toString('base64')), say('x')),
  ];
  for (const recording of made) expect(scanText(sortedJson(recording))).toEqual([]);
});
