import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as bedrock from '@aws-sdk/client-bedrock';
import * as runtime from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wellFormed } from '../../../src/client/contract/generated/well-formed.js';
import { findOperation } from '../../../src/server/smithy/operation.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient } from '../../support/clients.js';
import { sendBy } from '../../support/steps.js';
import { type Pair, pairs, writePage } from './page.js';

const docs = fileURLToPath(new URL('../../../docs/exceptions.md', import.meta.url));

let server: StartedServer;
let send: ReturnType<typeof sendBy>;
const clients: { destroy(): void }[] = [];

beforeAll(async () => {
  server = await startServer();
  const once = { maxAttempts: 1 };
  const [control, inference] = [
    createControlPlaneClient(server.url, once),
    createRuntimeClient(server.url, 'h2', once),
  ];
  clients.push(control, inference);
  send = sendBy(control, inference);
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await server.close();
});

/** The class that the SDK of the operation's service has for it. */
function classOf({ operation, exception }: Pair) {
  const sdk = findOperation(operation)?.service === 'bedrock' ? bedrock : runtime;
  return (sdk as unknown as Record<string, new () => Error>)[exception]!;
}

/** What a request provokes is asked for by the contract suite: test/client/contract. */
describe('a fault raises every modelled exception, as the class that the SDK has for it', () => {
  it.each(pairs.map((pair) => [pair.operation, pair.exception, pair] as const))('%s: %s', async (_, __, pair) => {
    const { operation, exception } = pair;
    const id = await server.faults.add({ fault: 'error', name: exception, match: { operation }, times: 1 });
    await expect(send(operation, wellFormed(findOperation(operation)!))).rejects.toBeInstanceOf(classOf(pair));
    await server.faults.remove(id);
  });
});

it('a session of speech that lasts too long ends with ModelTimeoutException', async () => {
  let inSession = () => {};
  const started = new Promise<void>((resolve) => {
    inSession = resolve;
  });
  async function* listen() {
    yield { chunk: { bytes: Buffer.from('{"event":{"sessionStart":{}}}') } };
    inSession();
    await new Promise(() => {});
  }
  await server.clock.freeze('2026-11-01T00:00:00Z');
  const input = { modelId: 'amazon.nova-2-sonic-v1:0', body: listen() };
  let refusal: unknown;
  send('InvokeModelWithBidirectionalStream', input)
    .then(async ({ body }) => {
      for await (const _ of body as AsyncIterable<object>);
    })
    .catch((thrown) => {
      refusal = thrown;
    });
  await started;
  await expect
    .poll(async () => {
      await server.clock.advance(8 * 60_000);
      return refusal;
    })
    .toBeInstanceOf(runtime.ModelTimeoutException);
});

it('which come how stands in the documentation (vitest --update writes it anew)', async () => {
  const page = readFileSync(docs, 'utf8').replaceAll('\r\n', '\n');
  const text = page.replace(
    /(<!-- made by test\/server\/exceptions\/exceptions.test.ts -->\n)[\s\S]*?(<!-- end -->)/,
    (_, begin, end) => `${begin}\n${writePage()}\n\n${end}`,
  );
  await expect(text === page ? readFileSync(docs, 'utf8') : text).toMatchFileSnapshot(docs);
});
