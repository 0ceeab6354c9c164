import { describe, expect, it } from 'vitest';
import { createDrift } from '../../../src/server/recordings/drift.js';
import type { ReplyBytes } from '../../../src/server/recordings/form.js';
import { encodeFrame, encodeHeaders } from '../../../src/server/smithy/event-stream.js';

const kind = { operation: 'ConverseStream', model: 'acme.model-v1' };

const json = (value: unknown, status = 200, headers = {}): ReplyBytes => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

type Event = [name: string, payload: object];

const stream = (...events: Event[]): ReplyBytes => ({
  status: 200,
  headers: { 'content-type': 'application/vnd.amazon.eventstream' },
  body: Buffer.concat(
    events.map(([name, payload]) => encodeFrame(encodeHeaders([[':event-type', name]]), JSON.stringify(payload))),
  ),
});

const start: Event = ['messageStart', { role: 'assistant' }];
const text: Event = ['contentBlockDelta', { delta: { text: 'Hi' }, contentBlockIndex: 0 }];
const tool: Event = ['contentBlockStart', { start: { toolUse: { name: 'a' } }, contentBlockIndex: 0 }];
const blockEnd: Event = ['contentBlockStop', { contentBlockIndex: 0 }];
const stop: Event = ['messageStop', { stopReason: 'end_turn' }];

/** What differs in `now`, where this was recorded (three times). */
function differences(recorded: ReplyBytes[], now: ReplyBytes): string[] {
  const drift = createDrift();
  for (const reply of [...recorded, ...recorded, ...recorded]) drift.learn(kind, reply);
  return drift.compare(kind, recorded[0]!, now);
}

describe('what differs in form', () => {
  const recorded = json({ output: { text: 'a' }, usage: { tokens: 1 } });

  it.each<[string, ReplyBytes, string[]]>([
    ['words do not count', json({ output: { text: 'other' }, usage: { tokens: 99 } }), []],
    [
      'a type',
      json({ output: { text: 1 }, usage: { tokens: 1 } }),
      ['$.output.text is number, never recorded', '$.output.text is missing, always recorded'],
    ],
    [
      'a member more',
      json({ output: { text: 'a', more: true }, usage: { tokens: 1 } }),
      ['$.output.more is boolean, never recorded'],
    ],
    ['a member less', json({ output: { text: 'a' } }), ['$.usage.tokens is missing, always recorded']],
    [
      'a refusal',
      json({ message: 'No.' }, 400, { 'x-amzn-errortype': 'ValidationException:http://x/' }),
      ['status 400, recorded 200 (ValidationException: No.)'],
    ],
  ])('%s', (_, now, expected) => {
    expect(differences([recorded], now)).toEqual(expected);
  });

  it('a header that was always there', () => {
    expect(differences([json({}, 200, { 'x-amzn-bedrock-input-token-count': '1' })], json({}))).toEqual([
      'header x-amzn-bedrock-input-token-count is missing, always recorded',
    ]);
  });

  it('of refusals the exception and its words, accounts aside', () => {
    const refusal = (name: string, message: string) => json({ message }, 403, { 'x-amzn-errortype': name });
    const before = refusal('AccessDeniedException', 'arn:aws:iam::111122223333:user/a may not.');
    const compare = (now: ReplyBytes) => createDrift().compare(kind, before, now);
    expect(compare(refusal('AccessDeniedException', 'arn:aws:iam::123456789012:user/a may not.'))).toEqual([]);
    expect(compare(refusal('ThrottlingException', 'Slow.'))).toHaveLength(2);
  });
});

describe('what differs in a stream', () => {
  const talk = stream(start, text, text, blockEnd, stop);

  it('is not how many deltas there are, nor how many blocks', () => {
    expect(differences([talk], stream(start, text, blockEnd, stop))).toEqual([]);
    expect(differences([talk], stream(start, text, blockEnd, text, blockEnd, stop))).toEqual([]);
  });

  it('is an order that was never recorded', () => {
    expect(differences([talk], stream(start, text, stop))).toEqual([
      'events contentBlockDelta:text then messageStop, never recorded',
    ]);
    expect(differences([talk], stream(start, text, blockEnd))).toEqual([
      'events contentBlockStop then the end, never recorded',
    ]);
  });

  it('is not that a model did without an event that it had each time', () => {
    const call = stream(start, tool, blockEnd, stop);
    expect(differences([call, talk], talk)).toEqual([]);
    const drift = createDrift();
    for (let count = 0; count < 3; count++) drift.learn(kind, call);
    drift.learn({ ...kind, model: 'acme.other-v1' }, talk);
    expect(drift.compare(kind, call, talk)).toEqual([]);
  });

  it('is that there is none', () => {
    expect(differences([talk], json({}))).toContain('no event stream, recorded as one');
  });
});
