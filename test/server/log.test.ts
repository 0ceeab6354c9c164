import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/fixtures/journal-entry.js';
import { createLog, type Log } from '../../src/server/log.js';
import type { LogOptions } from '../../src/server/options.js';

const converse: JournalEntry = {
  id: '3f1c9a52-0000-4000-8000-000000000000',
  namespace: 'default',
  startedAt: '2026-03-01T12:04:31.000Z',
  arrivedMs: 1,
  durationMs: 13.62,
  service: 'bedrock-runtime',
  operation: 'Converse',
  model: 'amazon.nova-lite-v1:0',
  region: 'us-east-1',
  caller: { kind: 'sigv4', accessKeyId: 'local' },
  request: {
    method: 'POST',
    url: '/model/x/converse',
    headers: { authorization: 'hunter2' },
    protocol: 'h2',
    secure: false,
  },
  status: 200,
  usage: { inputTokens: 9, outputTokens: 31 },
  answeredBy: 'generator',
  faults: [],
  completed: true,
};
const refused: JournalEntry = {
  ...converse,
  status: 400,
  usage: undefined,
  exception: 'ValidationException',
  message: 'The provided model identifier is invalid.',
  answeredBy: 'refusal',
};

function written(options: Partial<LogOptions>, tell: (log: Log) => void): string {
  let text = '';
  const destination = { write: (chunk: string) => (text += chunk) };
  tell(createLog({ level: 'info', format: 'text', colour: false, ...options }, destination));
  return text;
}

describe('text', () => {
  it('says of an exchange what it was, how long it took, what it cost and what answered', () => {
    const line = written({}, (log) => log.exchange(converse));
    expect(line).toMatch(
      /^\d\d:\d\d:\d\d 200 {4}14 ms {2}Converse +amazon\.nova-lite-v1:0 +9\+31 tokens {2}generator\n$/,
    );
  });

  it('puts the words of a refusal and our hint below it', () => {
    const [line, message, hint] = written({}, (log) => log.exchange(refused, 'did you mean x?')).split('\n');
    expect(line).toContain('ValidationException');
    expect([message, hint]).toEqual([
      '         The provided model identifier is invalid.',
      '         hint: did you mean x?',
    ]);
  });

  it('names method and path where no operation was found, without a query that may hold a signature', () => {
    const request = { ...converse.request, method: 'GET', url: '/no?X-Amz-Signature=abc' };
    const line = written({}, (log) => log.exchange({ ...converse, operation: undefined, request }));
    expect(line).toContain('GET /no ');
    expect(line).not.toContain('abc');
  });

  it('shows control characters that a client sent instead of obeying them', () => {
    const line = written({}, (log) => log.exchange({ ...converse, model: 'x\u001b[2Jy\nz' }));
    expect(line).toContain('x\\u001b[2Jy\\nz');
  });

  it('colours for a terminal alone, unless told otherwise', () => {
    const colours = (options: Partial<LogOptions>, isTTY: boolean) => {
      let text = '';
      const destination = { isTTY, write: (chunk: string) => (text += chunk) };
      createLog({ level: 'info', format: 'text', colour: undefined, ...options }, destination).exchange(converse);
      return text.includes('\u001b[32m200');
    };
    expect([colours({}, true), colours({}, false)]).toEqual([true, false]);
    expect([colours({ colour: false }, true), colours({ colour: true }, false)]).toEqual([false, true]);
  });

  it('says at debug how the call came', () => {
    expect(written({ level: 'debug' }, (log) => log.exchange(converse))).toContain(`${converse.id} us-east-1 h2 sigv4`);
  });
});

describe('levels', () => {
  const failed = { ...refused, status: 500 };
  const cut = { ...converse, completed: false };
  const lines = (level: LogOptions['level']) =>
    written({ level, format: 'json' }, (log) => {
      for (const entry of [converse, refused, failed, cut]) log.exchange(entry);
    }).split('\n').length - 1;

  it('counts a failure as error, a refusal or an unfinished reply as warning, the rest as information', () => {
    expect([lines('debug'), lines('info'), lines('warn'), lines('error'), lines('silent')]).toEqual([4, 4, 3, 1, 0]);
  });
});

describe('json', () => {
  it('is one object a line, with the same facts and no secret', () => {
    const text = written({ format: 'json' }, (log) => {
      log.exchange(refused, 'a hint');
      log.info('ready', { url: 'http://127.0.0.1:1' });
    });
    const [exchange, ready] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(exchange).toMatchObject({
      level: 'warn',
      msg: 'Converse',
      model: 'amazon.nova-lite-v1:0',
      status: 400,
      ms: 13.6,
      exception: 'ValidationException',
      hint: 'a hint',
    });
    expect(ready).toMatchObject({ level: 'info', msg: 'ready', url: 'http://127.0.0.1:1' });
    expect(text).not.toContain('hunter2');
  });
});
