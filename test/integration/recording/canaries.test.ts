import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../../src/testing/start-server.js';
import { ask, connect, own, useRecordings } from '../../support/use-recordings.js';

const recordings = useRecordings();
const { open, files } = recordings;

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
        folder: recordings.folder,
        upstream: recordings.aws.url,
        speed: 0,
        credentials: async () => own,
        warn: (sentence) => lines.push(sentence),
      },
      settings: { recordings: rules },
      observe: (record, hint) => lines.push(JSON.stringify([record.exception, record.message, hint])),
    });
    onTestFinished(() => recorder.close());
    await recordings.aws.fixtures.add({
      match: { prompt: 'whole' },
      reply: { text: `See arn:aws:iam::${canaries.account}:role/x, ${canaries.reply} and ${canaries.pattern}.` },
    });
    await recordings.aws.fixtures.add({
      match: { prompt: 'streamed' },
      reply: { text: `${canaries.deltas} ${canaries.reply}` },
    });
    await recordings.aws.fixtures.add({
      match: { prompt: 'refused' },
      reply: { exception: { name: 'ValidationException', message: `No: ${canaries.error}` } },
    });
    await recordings.aws.fixtures.add({
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
    const all = [...files().map((path) => readFileSync(join(recordings.folder, path), 'utf8')), ...lines].join('\n');
    expect(files()).toHaveLength(4);
    // What a model says comes in pieces: they are read as one text.
    const said = files().flatMap((path) => {
      const { events = [] } = JSON.parse(readFileSync(join(recordings.folder, path), 'utf8')).reply.raw;
      return events.map(
        (event: { payload: { json?: { delta?: { text?: string } } } }) => event.payload.json?.delta?.text ?? '',
      );
    });
    expect(said.join('')).toBe('REDACTED REDACTED');
    const { key: _key, ...everywhere } = canaries;
    for (const [place, canary] of Object.entries(everywhere))
      expect(all.includes(canary), `${place}: ${canary}`).toBe(false);
    for (const path of files())
      expect(readFileSync(join(recordings.folder, path), 'utf8')).not.toMatch(/"password": "hunter2|cookie/);
    const journal = JSON.stringify(await recorder.journal.entries());
    for (const secret of [own.accessKeyId, own.secretAccessKey, 'AKIALOCALLOCALLOCALL/', 'Signature='])
      expect(journal).not.toContain(secret);
  });
});
