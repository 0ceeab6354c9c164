/** Bedrock for vitest: a test of its own namespace and clients, matchers over the journal, the journal printed on failure. */
import { expect, inject, type TestAPI, test as vitestTest } from 'vitest';
import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { LocalControl } from '../server/control.js';
import { writeJournalText } from '../server/journal-text.js';
import { connectServer } from './connect-server.js';
import type { ClientOptions } from './local-bedrock.js';
import { type JournalMatchers, journalMatchers } from './matchers.js';
import { type StartServerOptions, startServer } from './start-server.js';

export type { ExpectedCall, ExpectedWait, JournalMatchers } from './matchers.js';
export { expect };

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: it must be declared as vitest declares it.
  interface Matchers<T = any> extends JournalMatchers {}
  interface ProvidedContext {
    bedrockLocalUrl?: string | undefined;
  }
}

expect.extend(journalMatchers);

/** `BedrockRuntimeClient` and its like. */
export type ClientClass = new (options: never) => { destroy(): void };

/** The control of a test's own namespace, its url, and clients that end with it. */
export interface TestBedrock extends LocalControl {
  /** What to give a client as `endpoint`. */
  url: string;
  /** All that an SDK client needs: endpoint, region, credentials. */
  clientOptions: ClientOptions;
  /** An SDK client of this class for this test, destroyed when the test ends. Options of your own come last. */
  client<Class extends ClientClass>(
    clientClass: Class,
    options?: Partial<NonNullable<ConstructorParameters<Class>[0]>>,
  ): InstanceType<Class>;
}

export interface BedrockTestOptions extends StartServerOptions {
  /** A server that runs already. Default: the one of `bedrock-local/vitest/setup`, else one is started for each worker. */
  url?: string;
}

/** Whose namespaces the tests of a worker take. */
interface NamespaceSource {
  open(name: string): Promise<OpenedNamespace>;
  close(): Promise<void>;
}

interface OpenedNamespace extends LocalControl {
  url: string;
  clientOptions: ClientOptions;
  remove(): void | Promise<void>;
}

export type BedrockTest = TestAPI<{ bedrock: TestBedrock }>;

/** A `test` with options of its own: `createBedrockTest({ fixtures: 'fixtures' })`, at the top level of a file. Its server starts with the first test that asks. */
export function createBedrockTest(options: BedrockTestOptions = {}): BedrockTest {
  return vitestTest.extend<{ bedrock: TestBedrock; bedrockSource: NamespaceSource }>({
    bedrockSource: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures off this pattern.
      async ({}, use) => {
        const source = await openSource(options);
        await use(source);
        await source.close();
      },
      { scope: 'worker' },
    ],
    bedrock: async ({ bedrockSource, task, onTestFailed }, use) => {
      const namespace = await bedrockSource.open(`test-${process.pid}-${task.id}`);
      const clients: { destroy(): void }[] = [];
      let entries: JournalEntry[] = [];
      onTestFailed(() => printJournal(entries));
      await namespace.reset();
      await use(toTestBedrock(namespace, clients));
      if (task.result?.state === 'fail') entries = await namespace.journal.entries();
      for (const client of clients) client.destroy();
      await namespace.remove();
    },
  });
}

/** Each test has a namespace of its own as `bedrock`: nothing of another test is in it, and what it leaves is forgotten. */
export const test: BedrockTest = createBedrockTest();

async function openSource({ url, ...options }: BedrockTestOptions): Promise<NamespaceSource> {
  const own = Object.keys(options).length > 0;
  const running = url ?? (own ? undefined : inject('bedrockLocalUrl'));
  if (running !== undefined) {
    const server = connectServer(running, { token: options.adminToken });
    return { open: (name) => server.namespace(name), close: async () => {} };
  }
  const server = await startServer(options);
  return { open: async (name) => server.namespace(name), close: () => server.close() };
}

function toTestBedrock(
  { remove: _remove, ...namespace }: OpenedNamespace,
  clients: { destroy(): void }[],
): TestBedrock {
  return {
    ...namespace,
    client<Class extends ClientClass>(clientClass: Class, options?: object) {
      const client = new clientClass({ ...namespace.clientOptions, ...options } as never) as InstanceType<Class>;
      clients.push(client);
      return client;
    },
  };
}

function printJournal(entries: JournalEntry[]): void {
  const text = writeJournalText(entries);
  console.error(
    text === '' ? 'The journal of bedrock-local is empty: no request came.' : `The journal of bedrock-local:\n${text}`,
  );
}
