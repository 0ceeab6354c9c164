import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLintedRequest } from '../../src/cli/linted-request.js';
import { main } from '../../src/cli/main.js';
import { runCli } from './spawn-cli.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-lint-'));
});
afterEach(() => {
  process.exitCode = undefined;
  rmSync(directory, { recursive: true });
});

const file = (content: unknown, name = 'request.json') => {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

async function lint(...args: string[]) {
  const written = { out: '', err: '' };
  const status = await main(['lint', ...args], {
    out: (text) => (written.out += text),
    err: (text) => (written.err += text),
  });
  return { status, ...written };
}

const haiku = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const messages = [{ role: 'user', content: [{ text: 'Hi' }] }];
const asJson = async (...args: string[]) => JSON.parse((await lint(...args, '--json')).out);

describe('bedrock-local lint', () => {
  it('says nothing against a request that AWS would answer', async () => {
    const { status, out } = await lint(file({ messages }), '--model', haiku);
    expect([status, out]).toEqual([0, `Converse ${haiku}: AWS would answer\n`]);
  });

  it("says what AWS would say, with the rule's id and its switch, and what it would say then", async () => {
    const inferenceConfig = { maxTokens: 99_999, temperature: 0.5, topP: 0.5 };
    const { status, out } = await lint(file({ modelId: haiku, messages, inferenceConfig }));
    expect(status).toBe(1);
    expect(out).toMatch(/^ValidationException: The maximum tokens you requested exceeds the model limit of 64000\./);
    expect(out).toContain('  rule    converse/max-tokens\n');
    expect(out).toContain('  off     rules: { off: ["converse/max-tokens"] }\n');
    expect(out).toContain(
      'When that is mended:\n\nValidationException: The model returned the following errors: `temp',
    );
  });

  it('says constraints first and alone, then rules, then what the model says', async () => {
    const blank = [{ role: 'user', content: [{ text: ' ' }] }];
    const all = { messages: blank, inferenceConfig: { temperature: 2 }, additionalModelRequestFields: { top_k: 5 } };
    const llama = ['--model', 'us.meta.llama3-3-70b-instruct-v1:0'];
    expect((await asJson(file(all), ...llama)).refusals).toEqual([
      {
        exception: 'ValidationException',
        message: expect.stringContaining('less than or equal to 1'),
        rule: 'constraints',
      },
    ]);
    const { refusals } = await asJson(file({ ...all, inferenceConfig: {} }), ...llama);
    expect(refusals.map(({ rule }: { rule: string }) => rule)).toEqual([
      'converse/blank-text',
      'converse/additional-fields',
    ]);
  });

  it('judges streams, native bodies and counts', async () => {
    const toolConfig = { tools: [{ toolSpec: { name: 'f', inputSchema: { json: { type: 'object' } } } }] };
    const llama = ['--model', 'us.meta.llama4-scout-17b-instruct-v1:0'];
    const tooled = file({ messages, toolConfig });
    expect((await asJson(tooled, ...llama)).refusals).toEqual([]);
    expect((await asJson(tooled, ...llama, '--operation', 'ConverseStream')).refusals[0].rule).toBe(
      'converse/streaming-tools',
    );
    const native = { prompt: 'Hi', top_k: 5 };
    const invoke = ['--model', 'meta.llama3-8b-instruct-v1:0', '--operation', 'InvokeModel'];
    const unknown = { exception: 'ValidationException', rule: 'invoke-model/unknown-keys' };
    for (const form of [native, { body: native }, { body: JSON.stringify(native) }])
      expect((await asJson(file(form), ...invoke)).refusals).toMatchObject([unknown]);
    const count = { operation: 'CountTokens', input: { modelId: haiku, input: { converse: { messages } } } };
    expect((await asJson(file(count))).refusals).toMatchObject([
      { message: expect.stringContaining('counting tokens') },
    ]);
  });

  it('names members that AWS passes over', async () => {
    const { status, out } = await lint(file({ messages, top_k: 5 }), '--model', haiku);
    expect([status, out]).toEqual([
      0,
      expect.stringContaining('passes over what it does not know: ConverseRequest.top_k'),
    ]);
  });

  it('does not look at rules that the configuration or a flag has switched off', async () => {
    const request = file({ messages, inferenceConfig: { maxTokens: 99_999 } });
    const config = file('rules:\n  off: [converse/max-tokens@anthropic.*]\n', 'config.yaml');
    expect((await lint(request, '--model', haiku, '--config', config)).status).toBe(0);
    process.exitCode = undefined;
    expect((await lint(request, '--model', haiku, '--lenient')).status).toBe(0);
    process.exitCode = undefined;
    const bad = file('rules:\n  off: [converse/max-token]\n', 'config.yaml');
    const { status, err } = await lint(request, '--model', haiku, '--config', bad);
    expect([status, err]).toEqual([
      2,
      'bedrock-local: config.yaml:2: rules.off[0]: "converse/max-token" is the id of no rule; did you mean "converse/max-tokens"?\n',
    ]);
  });

  it.each<[string, unknown, string[], RegExp]>([
    ['no model', { messages }, [], /request\.json names no model: give it by --model/],
    ['no JSON', '{', ['--model', haiku], /request\.json is no JSON: /],
    ['no object', '[]', ['--model', haiku], /request\.json must hold one JSON object: a request/],
    ['another operation', { operation: 'GetGuardrail', input: {} }, [], /GetGuardrail cannot be judged; Converse, /],
    ['an unknown operation', {}, ['--operation', 'Talk'], /argument 'Talk' is invalid/],
  ])('is used wrongly: %s', async (_, content, args, line) => {
    const { status, out, err } = await lint(file(content), ...args);
    expect([status, out, err]).toEqual([2, '', expect.stringMatching(line)]);
  });

  it('needs a file', async () => {
    expect((await lint(join(directory, 'none.json'))).err).toContain('none.json cannot be read (ENOENT)');
  });

  it('reads standard input', async () => {
    const { status, stdout } = await runCli(['lint', '-', '--model', haiku], { input: JSON.stringify({ messages }) });
    expect([status, stdout]).toEqual([0, `Converse ${haiku}: AWS would answer\n`]);
  });
});

describe('a request that somebody wrote down', () => {
  it('has its bytes as the journal shows them, or as the wire does', () => {
    const image = (bytes: unknown) => ({
      modelId: haiku,
      messages: [{ role: 'user', content: [{ image: { source: { bytes } } }] }],
    });
    const read = (value: unknown) => readLintedRequest(JSON.stringify(value), 'it', {}).body;
    expect(read(image({ base64: 'AAAA' }))).toBe(read(image('AAAA')));
  });
});
