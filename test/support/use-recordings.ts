/** A server that plays AWS, an empty folder of recordings for each test, and servers between the two. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, onTestFinished } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient, type Protocol } from './clients.js';

/** Those that the upstream takes, and that no client has. */
export const own = { accessKeyId: 'AKIAUPSTREAMUPSTREAM', secretAccessKey: 'the-secret-of-the-account' };

export const modelId = 'amazon.nova-lite-v1:0';
export const ask = (text: string) => ({
  modelId,
  messages: [{ role: 'user' as const, content: [{ text }] }],
  inferenceConfig: { maxTokens: 20 },
});

export type Mode = 'record' | 'record-missing' | 'replay' | 'passthrough' | 'refresh';

export interface Recordings {
  /** It verifies signatures, so one that was not made anew is refused. */
  readonly aws: StartedServer;
  readonly folder: string;
  /** Closed when the test ends. `more` goes into the `passage`. */
  open(mode: Mode, more?: object): Promise<StartedServer>;
  /** Paths within the folder, sorted. */
  files(): string[];
}

export function useRecordings(): Recordings {
  let aws: StartedServer;
  let folder: string;
  beforeAll(async () => {
    aws = await startServer({ settings: { auth: { mode: 'strict', keys: [own], apiKeys: [] } } });
  });
  afterAll(() => aws.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bedrock-local-recordings-'));
    await aws.reset();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get aws() {
      return aws;
    },
    get folder() {
      return folder;
    },
    async open(mode, more = {}) {
      const server = await startServer({
        passage: { mode, folder, upstream: aws.url, speed: 0, credentials: async () => own, ...more },
      });
      onTestFinished(() => server.close());
      return server;
    },
    files: () =>
      readdirSync(folder, { recursive: true })
        .map(String)
        .filter((path) => path.endsWith('.json'))
        .sort(),
  };
}

/** Closed when the test ends. */
export function connect(server: StartedServer, protocol: Protocol = 'h2') {
  const client = createRuntimeClient(server.url, protocol, { maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}
