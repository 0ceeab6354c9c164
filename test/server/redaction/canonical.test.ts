import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCanonicalizer, firstDifference, type Request } from '../../../src/server/redaction/canonical.js';
import { createRedactor } from '../../../src/server/redaction/redactor.js';
import { defaultSettings, type RecordingRules } from '../../../src/server/settings.js';

const { redact, ignore } = defaultSettings.recordings;

function hashOf(
  request: Partial<Omit<Request, 'body'>> & { body?: unknown },
  rules: Partial<RecordingRules['ignore']> = {},
) {
  const canonicalizer = createCanonicalizer({ ...ignore, ...rules }, createRedactor({ rules: redact }));
  const { body = {}, ...rest } = request;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const whole = { method: 'POST', target: '/model/amazon.nova-lite-v1%3A0/converse', headers: {}, ...rest };
  return canonicalizer.hash(canonicalizer.of({ ...whole, body: Buffer.from(text) }));
}

/** The same value with the members of its objects in another order, and printed with spaces. */
function shuffled(value: unknown): string {
  const turn = (inner: unknown): unknown =>
    Array.isArray(inner)
      ? inner.map(turn)
      : inner !== null && typeof inner === 'object'
        ? Object.fromEntries(
            Object.entries(inner)
              .reverse()
              .map(([name, item]) => [name, turn(item)]),
          )
        : inner;
  return JSON.stringify(turn(value), undefined, 3);
}

describe('two requests are one to the hash', () => {
  it('whatever the order of members and the spaces', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        expect(hashOf({ body: shuffled(body) })).toBe(hashOf({ body }));
      }),
    );
  });

  it.each<[string, Parameters<typeof hashOf>[0], Parameters<typeof hashOf>[0]]>([
    ['a colon is encoded', { target: '/model/a%3A0/converse' }, { target: '/model/a:0/converse' }],
    ['parameters are in another order', { target: '/guardrails?a=1&b=2' }, { target: '/guardrails?b=2&a=1' }],
    ['one is presigned', { target: '/x?a=1' }, { target: '/x?a=1&X-Amz-Signature=00ff&X-Amz-Date=20260101T000000Z' }],
    ['they are of another time', { headers: { 'x-amz-date': '1', date: '2' } }, { headers: {} }],
    [
      'they are attempts',
      { headers: { 'amz-sdk-invocation-id': 'a', 'amz-sdk-request': 'attempt=1' } },
      { headers: { 'amz-sdk-invocation-id': 'b' } },
    ],
    [
      'they come from another SDK',
      { headers: { 'user-agent': 'aws-sdk-js', accept: '*/*' } },
      { headers: { 'user-agent': 'Boto3' } },
    ],
    [
      'another key signed',
      { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=AKIAONEONEONEONEONE0/x' } },
      { headers: {} },
    ],
    [
      'a token makes the call once',
      { body: { clientRequestToken: 'a', x: 1 } },
      { body: { clientRequestToken: 'b', x: 1 } },
    ],
    [
      'another account is named',
      { body: { arn: 'arn:aws:bedrock:us-east-1:111122223333:guardrail/x' } },
      { body: { arn: 'arn:aws:bedrock:us-east-1:444455556666:guardrail/x' } },
    ],
    ['another secret is said', { body: { text: 'AKIAQ3EGCANARY7XK2LM' } }, { body: { text: 'ASIAZCANARY42QWERTYU' } }],
    ['a number is written otherwise', { body: '{"t":1.0}' }, { body: '{"t":1}' }],
  ])('where %s', (_, one, other) => {
    expect(hashOf(one)).toBe(hashOf(other));
  });
});

describe('two requests are two to the hash', () => {
  const body = { messages: [{ role: 'user', content: [{ text: 'What is the capital of France?' }] }] };

  it('where any value differs', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.nat(), value, (list, index, other) => {
        const place = index % list.length;
        fc.pre(list[place] !== other);
        expect(hashOf({ body: { list: list.with(place, other) } })).not.toBe(hashOf({ body: { list } }));
      }),
    );
  });

  it.each<[string, Parameters<typeof hashOf>[0]]>([
    [
      'the text goes on',
      { body: { messages: [{ role: 'user', content: [{ text: 'What is the capital of France? And why?' }] }] } },
    ],
    ['the method', { body, method: 'PUT' }],
    ['the model', { body, target: '/model/amazon.nova-pro-v1%3A0/converse' }],
    ['the operation', { body, target: '/model/amazon.nova-lite-v1%3A0/converse-stream' }],
    ['a header that the operation reads', { body, headers: { 'x-amzn-bedrock-guardrailidentifier': 'abc' } }],
    ['a member more', { body: { ...body, inferenceConfig: { maxTokens: 10 } } }],
    [
      'a list in another order',
      { body: { messages: [...body.messages, ...body.messages].map((one, role) => ({ ...one, role })) } },
    ],
  ])('where it is %s', (_, other) => {
    expect(hashOf(other)).not.toBe(hashOf({ body }));
  });
});

describe('what the user ignores', () => {
  it.each<[Partial<RecordingRules['ignore']>, Parameters<typeof hashOf>[0], Parameters<typeof hashOf>[0]]>([
    [
      { paths: ['$.requestMetadata.trace'] },
      { body: { a: 1, requestMetadata: { trace: 'x' } } },
      { body: { a: 1, requestMetadata: { trace: 'y' } } },
    ],
    [
      { paths: ['$.messages[*].id'] },
      { body: { messages: [{ id: 1 }, { id: 2 }] } },
      { body: { messages: [{ id: 3 }, { id: 4 }] } },
    ],
    [
      { patterns: ['\\d{4}-\\d\\d-\\d\\d'] },
      { body: { text: 'On 2026-01-01.' } },
      { body: { text: 'On 2026-12-31.' } },
    ],
    [{ headers: ['X-Amzn-Bedrock-Trace'] }, { headers: { 'x-amzn-bedrock-trace': 'ENABLED' } }, {}],
    [{ headers: ['x-amzn-bedrock-*'] }, { headers: { 'x-amzn-bedrock-trace': 'ENABLED' } }, {}],
  ])('%j does not count', (rules, one, other) => {
    expect(hashOf(one, rules)).toBe(hashOf(other, rules));
    expect(hashOf(one)).not.toBe(hashOf(other));
  });
});

it.each([
  [{ a: { b: [1, 2] } }, { a: { b: [1, 3] } }, { path: 'a.b.1', expected: 2, received: 3 }],
  [{ a: 1 }, { a: 1, b: 2 }, { path: 'b', expected: undefined, received: 2 }],
  [{ a: 1 }, { a: 1 }, undefined],
  ['x', 'y', { path: 'request', expected: 'x', received: 'y' }],
])('the first difference of %j and %j is %j', (one, other, difference) => {
  expect(firstDifference(one, other)).toEqual(difference);
});
