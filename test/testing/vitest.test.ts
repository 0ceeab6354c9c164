import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BedrockClient, ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { createHttpControl } from '../../src/testing/http-control.js';
import { createBedrockTest, type TestBedrock, test } from '../../src/testing/vitest.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const ask = (text: string) => ({ modelId, messages: [{ role: 'user' as const, content: [{ text }] }] });
const say = (bedrock: TestBedrock, text: string) =>
  bedrock.client(BedrockRuntimeClient).send(new ConverseCommand(ask(text)));

const strict = createBedrockTest({ settings: { strictFixtures: true, region: 'eu-central-1' } });

describe('the fixture', () => {
  const left: string[] = [];

  test.for([1, 2])('gives each test a namespace of its own, round %i', async (round, { bedrock }) => {
    left.push(bedrock.url);
    expect(await bedrock.journal.entries()).toEqual([]);
    await bedrock.fixtures.add({ reply: { text: `round ${round}` } });
    const { output } = await say(bedrock, '?');
    expect(output?.message?.content?.[0]?.text).toBe(`round ${round}`);
    expect(new Set(left).size).toBe(left.length);
  });

  test('gives clients of any class, with options of their own', async ({ bedrock }) => {
    const control = bedrock.client(BedrockClient, { region: 'eu-west-1' });
    await control.send(new ListFoundationModelsCommand({}));
    await expect(bedrock.journal).toHaveCalled('ListFoundationModels', { times: 1, region: 'eu-west-1' });
  });

  strict('takes options of the server', async ({ bedrock }) => {
    expect(bedrock.clientOptions.region).toBe('eu-central-1');
    await expect(say(bedrock, '?')).rejects.toThrow('No fixture matches this call of Converse');
  });
});

/** What a matcher says that fails. */
const complaintOf = (assertion: Promise<void>) =>
  assertion.then(
    () => 'it passed',
    ({ message }: Error) => message,
  );

describe('toHaveCalled', () => {
  test('counts calls, not attempts, and compares what is named', async ({ bedrock }) => {
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException', times: 1 });
    await say(bedrock, 'one');
    await say(bedrock, 'two');
    const { journal } = bedrock;
    await expect(journal).toHaveCalled('Converse');
    await expect(bedrock).toHaveCalled('Converse', { times: 2, model: 'anthropic.*' });
    await expect(journal).toHaveCalled('Converse', { times: 1, input: { messages: [{ content: [{ text: 'one' }] }] } });
    const text = expect.stringMatching(/^t/);
    await expect(journal).toHaveCalled('Converse', { input: { messages: [{ content: [{ text }] }] } });
    await expect(journal).not.toHaveCalled('ConverseStream');
    await expect(createHttpControl(bedrock.url).journal).toHaveCalled('Converse', { times: 2 });
    await expect(await journal.entries()).toHaveCalled('Converse', { times: 2 });
  });

  test('compares the native body', async ({ bedrock }) => {
    const body = JSON.stringify({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 20,
      messages: [{ role: 'user', content: 'Hello' }],
    });
    await bedrock.client(BedrockRuntimeClient).send(new InvokeModelCommand({ modelId, body }));
    await expect(bedrock.journal).toHaveCalled('InvokeModel', { body: { max_tokens: 20 } });
    await expect(createHttpControl(bedrock.url).journal).toHaveCalled('InvokeModel', { body: { max_tokens: 20 } });
  });

  test('shows the nearest call and where it differs', async ({ bedrock }) => {
    await say(bedrock, 'two');
    const expected = { model: 'amazon.*', input: { messages: [{ content: [{ text: 'one' }] }] } };
    const complaint = await complaintOf(expect(bedrock.journal).toHaveCalled('Converse', expected));
    expect(complaint).toContain('expected a call of Converse with {');
    expect(complaint).toContain('there was none');
    expect(complaint).toMatch(new RegExp(`nearest: Converse ${modelId} at [\\d:.]+: 200`));
    expect(complaint).toContain(`model: expected "amazon.*"\n         received "${modelId}"`);
    expect(complaint).toContain('input.messages.0.content.0.text: expected "one"');
  });

  test('shows what came instead, or that nothing did', async ({ bedrock }) => {
    const nothing = await complaintOf(expect(bedrock.journal).toHaveCalled('Converse'));
    expect(nothing).toBe('expected a call of Converse; there was none\nthe journal is empty: no request came here');
    await say(bedrock, 'two');
    const other = await complaintOf(expect(bedrock.journal).toHaveCalled('ConverseStream'));
    expect(other).toMatch(/what came instead:\ntime +status.*\n[\d:.]+ +200 .* Converse/);
    const none = await complaintOf(expect(bedrock.journal).not.toHaveCalled('Converse'));
    expect(none).toMatch(/^expected not a call of Converse; there was 1:\nConverse anthropic/);
    const often = await complaintOf(expect(bedrock.journal).toHaveCalled('Converse', { times: 2 }));
    expect(often).toMatch(/^expected 2 calls of Converse; there was 1:/);
  });
});

describe('attempts', () => {
  test('are counted, and the waits between them measured', async ({ bedrock }) => {
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException', times: 2 });
    const maxAttempts = 3;
    await bedrock.client(BedrockRuntimeClient, { maxAttempts }).send(new ConverseCommand(ask('?')));
    const { journal } = bedrock;
    await expect(journal).toHaveAttempts(3);
    await expect(journal).toHaveThrottled();
    await expect(journal).toHaveThrottled(2);
    await expect(journal).toHaveRetriedAfter(0, { atLeast: 0, atMost: 60_000 });
    const [call] = await journal.calls();
    await expect(call).toHaveAttempts(3);
    expect(await complaintOf(expect(journal).toHaveAttempts(2))).toMatch(
      /^expected every call to take 2 attempts; nearest: Converse .*: 429 ThrottlingException, 429 ThrottlingException, 200, with [\d.]+, [\d.]+ ms between$/,
    );
    expect(await complaintOf(expect(journal).toHaveRetriedAfter(60_000, 0))).toContain(
      '[60000,0] ms; nearest: Converse',
    );
    expect(await complaintOf(expect(journal).toHaveRetriedAfter(0))).toContain('nearest');
    expect(await complaintOf(expect(journal).toHaveThrottled(1))).toContain('2 of 3 had been');
  });

  test('that fail, fail with an exception, within a stream too', async ({ bedrock }) => {
    await bedrock.faults.add({ fault: 'stream-error', name: 'ModelStreamErrorException', afterEvents: 1 });
    const client = bedrock.client(BedrockRuntimeClient);
    const { stream = [] } = await client.send(new ConverseStreamCommand(ask('?')));
    await expect(async () => {
      for await (const _ of stream);
    }).rejects.toThrow();
    await expect(bedrock.journal).toHaveFailedWith('ModelStreamErrorException');
    expect(await complaintOf(expect(bedrock.journal).toHaveFailedWith('ThrottlingException'))).toContain(
      '200 ModelStreamErrorException',
    );
  });

  test('of no call are no attempts', async ({ bedrock }) => {
    expect(await complaintOf(expect(bedrock.journal).toHaveAttempts(1))).toBe(
      'expected every call to take 1 attempt; there was none',
    );
  });
});

describe('toHaveNoUnmatched', () => {
  test('names what no fixture answered', async ({ bedrock }) => {
    await bedrock.fixtures.add({ match: { prompt: 'weather' }, reply: { text: 'Rain.' } });
    await say(bedrock, 'weather');
    await expect(bedrock.journal).toHaveNoUnmatched();
    await say(bedrock, 'Hello');
    const [entry] = await bedrock.journal.unmatched();
    const complaint = await complaintOf(expect(bedrock.journal).toHaveNoUnmatched());
    expect(complaint).toMatch(/^expected a fixture to answer every exchange; 1 had none:\ntime/);
    expect(complaint).toContain(`why: await bedrock.explain({ id: '${entry!.id}' })`);
    await expect(bedrock.journal).toHaveNoUnmatched({ operation: 'ConverseStream' });
  });
});

describe('what is no journal', () => {
  it('is refused in one sentence', () => {
    expect(() => expect(1).toHaveCalled('Converse')).toThrow('expect() must hold a journal here');
  });
});

describe('a run of vitest', () => {
  it('has one server for all files, and prints the journal of a test that failed', { timeout: 60_000 }, async () => {
    const root = fileURLToPath(new URL('vitest-project/', import.meta.url));
    const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
    const child = spawn(process.execPath, [vitest, 'run', '--root', root, '--no-color'], { cwd: root });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(output).toContain('2 failed | 2 passed');
    expect(output).toMatch(/The journal of bedrock-local:\ntime +status.*\n[\d:.]+ +200 .*amazon\.nova-lite-v1:0/);
    expect(output).toContain('The journal of bedrock-local is empty: no request came.');
    expect(output).toMatch(/Unhandled Rejection.*\n.*expected an attempt to be throttled/);
    expect(status).toBe(1);
  });
});
