import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { makeFolder } from '../../server/recordings/captured.js';
import { createRuntimeClient } from '../../support/clients.js';
import { audio, converse, type Event, end, runs, speech, start, text } from '../../support/sonic.js';

const own = { accessKeyId: 'AKIAUPSTREAMUPSTREAM', secretAccessKey: 'the-secret-of-the-account' };
const session = [...start, ...text('SYSTEM', 'You are a pirate.'), ...audio(speech()), ...end];

let aws: StartedServer;
beforeAll(async () => {
  aws = await startServer({ tls: true, settings: { auth: { mode: 'strict', keys: [own], apiKeys: [] } } });
  vi.stubEnv('AWS_CA_BUNDLE', aws.caPath);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

async function talk(passage: object, events: Iterable<Event> | AsyncIterable<Event>): Promise<Event[]> {
  const server = await startServer({ passage: { mode: 'record', speed: 0, credentials: async () => own, ...passage } });
  const client = createRuntimeClient(server.url, 'h2', { maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  const received = await converse(client, events);
  await server.close();
  return received;
}

describe.each(['https', 'http'])('a session in both directions, passed on by %s', (scheme) => {
  const upstream = () => aws.url.replace(/^https/, scheme);

  it('is recorded, and given again to whoever says the like', async () => {
    const folder = makeFolder();
    const first = await talk({ folder, upstream: upstream() }, session);
    expect(runs(first)).toContain('audioOutput');
    expect(runs(first).at(-1)).toBe('completionEnd');
    expect(readdirSync(folder)).toEqual(['invoke-model-with-bidirectional-stream']);
    expect(await talk({ folder, mode: 'replay' }, session)).toEqual(first);
  });

  it('goes to and fro: what is said next may depend on what was answered', async () => {
    const server = await startServer({
      passage: { mode: 'passthrough', upstream: upstream(), credentials: async () => own },
    });
    const client = createRuntimeClient(server.url, 'h2', { maxAttempts: 1 });
    onTestFinished(async () => {
      client.destroy();
      await server.close();
    });
    let answered = () => {};
    const answer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    async function* events() {
      yield* start;
      yield* audio(speech());
      await answer;
      yield* end;
    }
    const waiting = converse(client, events(), undefined, (event) => {
      if (event.audioOutput) answered();
    });
    expect(runs(await waiting).at(-1)).toBe('completionEnd');
  });
});
