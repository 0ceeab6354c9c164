import { readFileSync } from 'node:fs';
import {
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../src/fixtures/journal-entry.js';
import { countsOf, MAXIMUM_MODELS, type NamespaceCounts } from '../../../src/server/metrics/counts.js';
import { counterMetrics, histogramMetrics } from '../../../src/server/metrics/metrics.js';
import { type ServerNamespace, type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createRuntimeClient } from '../../support/clients.js';
import { readExposition, type Sample } from './read-exposition.js';

const haiku = 'anthropic.claude-3-haiku-20240307-v1:0';
const sonnet = 'us.anthropic.claude-sonnet-4-20250514-v1:0';
const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];

let server: StartedServer;
let bedrock: ServerNamespace;
let client: ReturnType<typeof createRuntimeClient>;
let turn = 0;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(() => {
  turn += 1;
  bedrock = server.namespace(`metrics-${turn}`);
  client = createRuntimeClient(bedrock.url, 'h2', { maxAttempts: 1 });
  return () => client.destroy();
});

async function scrape(url: string): Promise<Sample[]> {
  const answer = await fetch(`${url}/_local/metrics`);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return readExposition(await answer.text());
}

/** The sum over all samples of the name whose labels are among them these. */
const total = (samples: Sample[], name: string, labels: Record<string, string> = {}) =>
  samples
    .filter(
      (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    )
    .reduce((sum, { value }) => sum + value, 0);

const attempt = (sent: Promise<unknown>) => sent.catch(() => undefined);

async function readStream() {
  const { stream } = await client.send(new ConverseStreamCommand({ modelId: sonnet, messages }));
  for await (const _ of stream!);
}

/** Successes of four operations, a throttle, refusals, failures, and what is no invocation. */
async function callEverything() {
  for (let call = 0; call < 3; call++) await client.send(new ConverseCommand({ modelId: haiku, messages }));
  await readStream();
  const point = { cachePoint: { type: 'default' as const } };
  const system = [{ text: 'All work and no play makes a dull test. '.repeat(200) }, point];
  for (let call = 0; call < 2; call++) await client.send(new ConverseCommand({ modelId: sonnet, system, messages }));
  const picture = {
    taskType: 'TEXT_IMAGE',
    textToImageParams: { text: 'a cat' },
    imageGenerationConfig: { numberOfImages: 2 },
  };
  await client.send(new InvokeModelCommand({ modelId: 'amazon.nova-canvas-v1:0', body: JSON.stringify(picture) }));
  await client.send(new InvokeModelCommand({ modelId: 'amazon.titan-embed-text-v2:0', body: '{"inputText":"a cat"}' }));
  await client.send(new CountTokensCommand({ modelId: sonnet.slice(3), input: { converse: { messages } } }));
  await bedrock.quotas.set([{ model: haiku, requestsPerMinute: 0 }]);
  await attempt(client.send(new ConverseCommand({ modelId: haiku, messages })));
  await bedrock.quotas.clear();
  await attempt(client.send(new ConverseCommand({ modelId: 'no.such-model', messages })));
  await attempt(client.send(new ConverseCommand({ modelId: haiku, messages: [] })));
  await bedrock.faults.add({ fault: 'error', name: 'InternalServerException', times: 1 });
  await attempt(client.send(new ConverseCommand({ modelId: haiku, messages })));
  await bedrock.faults.add({ fault: 'stream-error', name: 'ModelStreamErrorException', afterEvents: 2, times: 1 });
  await attempt(readStream());
  await bedrock.faults.add({ fault: 'disconnect', times: 1 });
  await attempt(client.send(new ConverseCommand({ modelId: haiku, messages })));
}

describe('the metrics', () => {
  it('say what the journal says', async () => {
    await callEverything();
    const entries = (await bedrock.journal.entries()).filter(({ operation }) => operation !== 'CountTokens');
    const samples = await scrape(bedrock.url);
    const went = entries.filter(({ status, exception }) => status === 200 && !exception);
    const count = (test: (entry: JournalEntry) => boolean) => entries.filter(test).length;
    const tokens = (name: keyof NonNullable<JournalEntry['usage']>) =>
      went.reduce((sum, { usage }) => sum + (usage?.[name] ?? 0), 0);
    expect(went).toHaveLength(8);
    expect(total(samples, 'bedrock_invocations_total')).toBe(8);
    expect(total(samples, 'bedrock_invocations_total', { operation: 'Converse', model_id: haiku })).toBe(3);
    expect(total(samples, 'bedrock_invocation_throttles_total')).toBe(count(({ status }) => status === 429));
    expect(total(samples, 'bedrock_invocation_server_errors_total')).toBe(count(({ status }) => status >= 500));
    const streamErrors = count(({ status, exception }) => status === 200 && exception !== undefined);
    expect(streamErrors).toBe(1);
    const refusals = count(({ status }) => status >= 400 && status < 500 && status !== 429);
    expect(total(samples, 'bedrock_invocation_client_errors_total')).toBe(refusals + streamErrors);
    expect(total(samples, 'bedrock_input_token_count_total')).toBe(tokens('inputTokens'));
    expect(total(samples, 'bedrock_output_token_count_total')).toBe(tokens('outputTokens'));
    expect(tokens('cacheReadInputTokens')).toBeGreaterThan(0);
    expect(total(samples, 'bedrock_cache_read_input_tokens_total')).toBe(tokens('cacheReadInputTokens'));
    expect(total(samples, 'bedrock_cache_write_input_tokens_total')).toBe(tokens('cacheWriteInputTokens'));
    expect(total(samples, 'bedrock_output_image_count_total')).toBe(2);
    const quota = went.reduce((sum, { usage, model }) => {
      const { inputTokens = 0, outputTokens = 0, cacheWriteInputTokens = 0 } = usage ?? {};
      return sum + inputTokens + cacheWriteInputTokens + outputTokens * (model === sonnet ? 5 : 1);
    }, 0);
    expect(total(samples, 'bedrock_estimated_tpm_quota_usage_total')).toBe(quota);
    const latency = went.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
    expect(total(samples, 'bedrock_invocation_latency_seconds_count')).toBe(8);
    expect(total(samples, 'bedrock_invocation_latency_seconds_sum')).toBeCloseTo(latency, 9);
    expect(total(samples, 'bedrock_time_to_first_token_seconds_count')).toBe(1);
  });

  it('name no model that was not found', async () => {
    await attempt(client.send(new ConverseCommand({ modelId: 'whatever.a-caller-writes', messages })));
    const samples = await scrape(bedrock.url);
    expect(total(samples, 'bedrock_invocation_client_errors_total', { model_id: 'unknown' })).toBe(1);
    expect(samples.some(({ labels }) => labels.model_id === 'whatever.a-caller-writes')).toBe(false);
  });

  it('are of one namespace where one is named, else of all; a reset leaves them', async () => {
    await client.send(new ConverseCommand({ modelId: haiku, messages }));
    await bedrock.reset();
    expect(total(await scrape(bedrock.url), 'bedrock_invocations_total')).toBe(1);
    const all = await scrape(server.url);
    expect(total(all, 'bedrock_invocations_total', { namespace: bedrock.name })).toBe(1);
    expect(total(all, 'bedrock_invocations_total')).toBeGreaterThanOrEqual(1);
    bedrock.remove();
    expect(total(await scrape(server.url), 'bedrock_invocations_total', { namespace: bedrock.name })).toBe(0);
  });

  it('tell a bounded number of models apart', () => {
    const counts: NamespaceCounts = new Map();
    for (let model = 0; model < MAXIMUM_MODELS + 50; model++)
      countsOf(counts, 'Converse', `m${model}`).invocations += 1;
    expect(counts.get('Converse')!.size).toBe(MAXIMUM_MODELS + 1);
    expect(countsOf(counts, 'Converse', 'other').invocations).toBe(50);
  });

  it('are the ones of the page', () => {
    const page = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
    for (const { name, cloudWatch } of [...counterMetrics, ...histogramMetrics])
      expect(page).toContain(`| \`${cloudWatch}\` | \`${name}\` |`);
  });
});
