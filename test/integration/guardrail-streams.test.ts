import type { BedrockClient } from '@aws-sdk/client-bedrock';
import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient } from '../support/clients.js';
import { createGuardrail, messages } from '../support/guardrails.js';

let server: StartedServer;
let bedrock: BedrockClient;
let runtime: BedrockRuntimeClient;

beforeAll(async () => {
  server = await startServer();
  bedrock = createControlPlaneClient(server.url);
  runtime = createRuntimeClient(server.url);
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const tomato = { wordPolicyConfig: { wordsConfig: [{ text: 'tomato' }] } };
const long = 'Onions and leeks are fine. '.repeat(20);

async function stream(guardrailIdentifier: string, streamProcessingMode: 'sync' | 'async') {
  const guardrailConfig = {
    guardrailIdentifier,
    guardrailVersion: 'DRAFT',
    streamProcessingMode,
    trace: 'enabled',
  } as const;
  const input = { modelId, messages: [{ role: 'user' as const, content: [{ text: 'Go on.' }] }], guardrailConfig };
  const deltas: string[] = [];
  let stopReason: string | undefined;
  let modelOutput: string[] | undefined;
  for await (const event of (await runtime.send(new ConverseStreamCommand(input))).stream ?? []) {
    if (event.contentBlockDelta?.delta?.text !== undefined) deltas.push(event.contentBlockDelta.delta.text);
    stopReason ??= event.messageStop?.stopReason;
    if (event.metadata) modelOutput = event.metadata.trace?.guardrail?.modelOutput;
  }
  return { deltas, text: deltas.join(''), stopReason, modelOutput };
}

describe('a synchronous guardrail', () => {
  it('shows nothing of what it blocks', async () => {
    const id = await createGuardrail(bedrock, tomato);
    await server.fixtures.add({ reply: { text: `${long}And a tomato.` } });
    expect(await stream(id, 'sync')).toEqual({
      deltas: [messages.blockedOutputsMessaging],
      text: messages.blockedOutputsMessaging,
      stopReason: 'guardrail_intervened',
      modelOutput: [`${long}And a tomato.`],
    });
  });

  it('lets the rest go in few, large pieces', async () => {
    const id = await createGuardrail(bedrock, tomato);
    await server.fixtures.add({ reply: { text: long } });
    const { deltas, text, stopReason } = await stream(id, 'sync');
    expect([text, stopReason, deltas.length]).toEqual([long, 'end_turn', 2]);
  });
});

describe('an asynchronous guardrail', () => {
  it('shows content until it finds what it blocks, and nothing after it', async () => {
    const id = await createGuardrail(bedrock, tomato);
    await server.fixtures.add({ reply: { text: `${long}And a tomato. ${long}` } });
    const { text, deltas, stopReason, modelOutput } = await stream(id, 'async');
    expect(text).toMatch(/^Onions and leeks are fine\. .*Not that answer\.$/s);
    expect(text.length).toBeLessThan(long.length + 250);
    expect([deltas.at(-1), stopReason]).toEqual([messages.blockedOutputsMessaging, 'guardrail_intervened']);
    expect(modelOutput).toEqual([`${long}And a tomato. ${long}`]);
  });

  it('masks nothing', async () => {
    const id = await createGuardrail(bedrock, {
      sensitiveInformationPolicyConfig: { piiEntitiesConfig: [{ type: 'EMAIL', action: 'ANONYMIZE' }] },
    });
    await server.fixtures.add({ reply: { text: 'Ask jo@example.com.' } });
    expect(await stream(id, 'async')).toMatchObject({ text: 'Ask jo@example.com.', stopReason: 'end_turn' });
  });
});

describe('InvokeModel', () => {
  const invoke = async (text: string, members: object, guardrail: object) => {
    const native = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 100, ...members };
    const messages = [{ role: 'user', content: text }];
    const body = JSON.stringify({ ...native, messages });
    const input = { modelId, contentType: 'application/json', body, ...guardrail };
    return JSON.parse((await runtime.send(new InvokeModelCommand(input))).body.transformToString());
  };
  const tag = (text: string) =>
    `<amazon-bedrock-guardrails-guardContent_xyz>${text}</amazon-bedrock-guardrails-guardContent_xyz>`;
  const config = { 'amazon-bedrock-guardrailConfig': { tagSuffix: 'xyz' } };

  it('judges what is tagged alone, and the model sees no tag', async () => {
    const guardrailIdentifier = await createGuardrail(bedrock, {
      wordPolicyConfig: { wordsConfig: [{ text: 'tomato', outputEnabled: false }] },
    });
    const guardrail = { guardrailIdentifier, guardrailVersion: 'DRAFT' };
    const passed = await invoke(`A tomato. ${tag('An onion.')}`, config, guardrail);
    expect(passed['amazon-bedrock-guardrailAction']).toBe('NONE');
    expect(passed.content[0].text).toContain('A tomato. An onion.');
    expect(passed['amazon-bedrock-trace']).toBeUndefined();
    const blocked = await invoke(`An onion. ${tag('A tomato.')}`, config, guardrail);
    expect(blocked).toMatchObject({ 'amazon-bedrock-guardrailAction': 'INTERVENED', usage: { input_tokens: 0 } });
    expect(blocked.id).toMatch(/^bedrock-guardrails-[0-9a-f]{8}$/);
  });

  it.each([
    ['a configuration without a guardrail', config, {}],
    ['a guardrail without a version', {}, { guardrailIdentifier: 'abcdefghijkl' }],
  ])('refuses %s', async (_, body, guardrail) => {
    await expect(invoke('Hello', body, guardrail)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Guardrail was enabled but input is in incorrect format.',
    });
  });
});

describe('a filter that masks the input in so many words', () => {
  it('hides it from the model', async () => {
    const guardrailIdentifier = await createGuardrail(bedrock, {
      sensitiveInformationPolicyConfig: {
        piiEntitiesConfig: [{ type: 'EMAIL', action: 'ANONYMIZE', inputAction: 'ANONYMIZE', outputEnabled: false }],
      },
    });
    const input = {
      modelId,
      messages: [{ role: 'user' as const, content: [{ text: 'I am jo@example.com.' }] }],
      guardrailConfig: { guardrailIdentifier, guardrailVersion: 'DRAFT' },
    };
    const { output, trace } = await runtime.send(new ConverseCommand(input));
    expect(output?.message?.content?.[0]?.text).toContain('I am {EMAIL}.');
    expect(trace).toBeUndefined();
  });
});
