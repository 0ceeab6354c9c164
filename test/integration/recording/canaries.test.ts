import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createRuntimeClient, type Protocol } from '../../support/clients.js';

const modelId = 'amazon.nova-lite-v1:0';
const ask = (text: string) => ({
  modelId,
  messages: [{ role: 'user' as const, content: [{ text }] }],
  inferenceConfig: { maxTokens: 20 },
});
/** Those that the upstream takes, and that no client has. */
const own = { accessKeyId: 'AKIAUPSTREAMUPSTREAM', secretAccessKey: 'the-secret-of-the-account' };

/** Plays AWS: it verifies signatures, so one that was not made anew is refused. */
let aws: StartedServer;
beforeAll(async () => {
  aws = await startServer({ settings: { auth: { mode: 'strict', keys: [own], apiKeys: [] } } });
});
afterAll(() => aws.close());

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bedrock-local-recordings-'));
  await aws.reset();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function open(mode: 'record' | 'record-missing' | 'replay' | 'passthrough' | 'refresh', more: object = {}) {
  const server = await startServer({
    passage: { mode, folder, upstream: aws.url, speed: 0, credentials: async () => own, ...more },
  });
  onTestFinished(() => server.close());
  return server;
}

const files = () =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('.json'))
    .sort();

function connect(server: StartedServer, protocol: Protocol = 'h2') {
  const client = createRuntimeClient(server.url, protocol, { maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

async function _stream(client: ReturnType<typeof createRuntimeClient>, text: string) {
  const { stream: events = [] } = await client.send(new ConverseStreamCommand(ask(text)));
  const all = [];
  for await (const event of events) all.push(event);
  return all;
}

describe('no secret', () => {
  /** Planted wherever a request or a reply has room for one; each must be found nowhere afterwards. */
  const canaries = {
    header: 'AKIACANARYHEADERAAAA',
    prompt: 'ASIACANARYPROMPTAAAA',
    system: 'ABSKCanarySystemCanarySystemCanary01',
    tool: 'ghp_canarytoolcanarytoolcanarytool01',
    metadata: 'xoxb-canary-metadata-0001',
    reply: 'AKIACANARYREPLYAAAAA',
    deltas: 'sk-canarydeltascanarydeltascanary',
    error: 'AKIACANARYERRORAAAAA',
    account: '314159265358',
    key: 'hunter2-canary-key',
    path: 'canary-by-path-4711',
    pattern: 'CANARY-9999-PATTERN',
  };

  it('is in a file, a log or the journal, wherever it was', async () => {
    const lines: string[] = [];
    const rules = {
      ignore: { headers: [], paths: [], patterns: [] },
      redact: {
        keys: ['favourite'],
        paths: ['$.requestMetadata.byPath'],
        patterns: ['CANARY-\\d+-PATTERN'],
        requestIds: true,
      },
    };
    const server = await open('record', { warn: (sentence: string) => lines.push(sentence) });
    await server.close();
    const recorder = await startServer({
      passage: {
        mode: 'record',
        folder,
        upstream: aws.url,
        speed: 0,
        credentials: async () => own,
        warn: (sentence) => lines.push(sentence),
      },
      settings: { recordings: rules },
      observe: (record, hint) => lines.push(JSON.stringify([record.exception, record.message, hint])),
    });
    onTestFinished(() => recorder.close());
    await aws.fixtures.add({
      match: { prompt: 'whole' },
      reply: { text: `See arn:aws:iam::${canaries.account}:role/x, ${canaries.reply} and ${canaries.pattern}.` },
    });
    await aws.fixtures.add({ match: { prompt: 'streamed' }, reply: { text: `${canaries.deltas} ${canaries.reply}` } });
    await aws.fixtures.add({
      match: { prompt: 'refused' },
      reply: { exception: { name: 'ValidationException', message: `No: ${canaries.error}` } },
    });
    await aws.fixtures.add({
      match: { prompt: 'called' },
      reply: { toolCalls: [{ name: 'login', input: { password: canaries.key, token: canaries.tool } }] },
    });
    const client = connect(recorder);
    client.middlewareStack.add(
      (next) => (args) => {
        Object.assign((args.request as { headers: object }).headers, {
          'x-own': `Bearer ${canaries.header}`,
          cookie: canaries.key,
        });
        return next(args);
      },
      { step: 'build' },
    );
    const full = (text: string) => ({
      ...ask(`${text} ${canaries.prompt} ${canaries.pattern}`),
      system: [{ text: canaries.system }],
      requestMetadata: { slack: canaries.metadata, byPath: canaries.path },
      toolConfig: {
        tools: [
          {
            toolSpec: {
              name: 'login',
              inputSchema: {
                json: {
                  type: 'object',
                  description: canaries.tool,
                  properties: { favourite: { type: 'string', default: canaries.key } },
                },
              },
            },
          },
        ],
      },
    });
    await client.send(new ConverseCommand(full('whole')));
    for await (const _ of (await client.send(new ConverseStreamCommand(full('streamed')))).stream ?? []);
    await client.send(new ConverseCommand(full('refused'))).catch(() => {});
    await client.send(new ConverseCommand(full('called')));
    const all = [...files().map((path) => readFileSync(join(folder, path), 'utf8')), ...lines].join('\n');
    expect(files()).toHaveLength(4);
    // What a model says comes in pieces: they are read as one text.
    const said = files().flatMap((path) => {
      const { events = [] } = JSON.parse(readFileSync(join(folder, path), 'utf8')).reply.raw;
      return events.map(
        (event: { payload: { json?: { delta?: { text?: string } } } }) => event.payload.json?.delta?.text ?? '',
      );
    });
    expect(said.join('')).toBe('REDACTED REDACTED');
    const { key: _key, ...everywhere } = canaries;
    for (const [place, canary] of Object.entries(everywhere))
      expect(all.includes(canary), `${place}: ${canary}`).toBe(false);
    for (const path of files())
      expect(readFileSync(join(folder, path), 'utf8')).not.toMatch(/"password": "hunter2|cookie/);
    const journal = JSON.stringify(await recorder.journal.entries());
    for (const secret of [own.accessKeyId, own.secretAccessKey, 'AKIALOCALLOCALLOCALL/', 'Signature='])
      expect(journal).not.toContain(secret);
  });
});
