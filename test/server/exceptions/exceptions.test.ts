import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as bedrock from '@aws-sdk/client-bedrock';
import * as runtime from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasonFor } from '../../../src/client/contract/by-fault.js';
import { findOperation } from '../../../src/server/smithy/operation.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient } from '../../support/clients.js';
import { sendBy } from '../../support/steps.js';
import { fillAccount } from './account/index.js';
import type { Case, Made, Members } from './case.js';
import { conflicts, inUse, tooMuch } from './conflicts.js';
import { denied, malformed, throttled, unknown, wellFormed } from './every-operation.js';
import { notFound, notReady } from './not-found.js';
import { type Pair, pairs, writePage } from './page.js';
import { oneTooMany, reusedTokens, tooManyTags } from './repeated-creates.js';

const DENIED = 'AKIADENIEDDENIEDDENI';
const docs = fileURLToPath(new URL('../../../docs/exceptions.md', import.meta.url));
const longSession: Pair = { operation: 'InvokeModelWithBidirectionalStream', exception: 'ModelTimeoutException' };

type Send = (operation: string, input: Members) => Promise<Members>;

let server: StartedServer;
let made: Made;
let send: Send;
let sendDenied: Send;
const clients: { destroy(): void }[] = [];

/** One attempt for each call, and replies that are read to their end. */
function connect(accessKeyId: string): Send {
  const options = { maxAttempts: 1, credentials: { accessKeyId, secretAccessKey: 'local' } };
  const control = createControlPlaneClient(server.url, options);
  const inference = createRuntimeClient(server.url, 'h2', options);
  clients.push(control, inference);
  const call = sendBy(control, inference);
  return async (operation, input) => drain(await call(operation, input));
}

async function drain(output: Members): Promise<Members> {
  for (const value of Object.values(output))
    if (value && typeof value === 'object' && Symbol.asyncIterator in value)
      for await (const _ of value as AsyncIterable<object>);
  return output;
}

beforeAll(async () => {
  server = await startServer({
    settings: {
      modelAccess: 'explicit',
      enforceLifecycle: true,
      journalSize: 5000,
      policies: [{ effect: 'deny', callers: [DENIED] }],
    },
  });
  send = connect('AKIALOCALLOCALLOCALL');
  sendDenied = connect(DENIED);
  await server.clock.freeze('2026-11-01T00:00:00Z');
  made = await fillAccount({ send, pass: (milliseconds) => server.clock.advance(milliseconds) });
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

async function provoke({ input, ...pair }: Case, by: Send = send): Promise<void> {
  await expect(by(pair.operation, input(made))).rejects.toBeInstanceOf(classOf(pair));
}

const named = (cases: Case[]) => cases.map((one) => [one.operation, one] as const);

const byState = [reusedTokens, conflicts, inUse, tooMuch, tooManyTags, notReady].flat();
const namesNothing = [...notFound, ...unknown(notFound)];
const provoked: Pair[] = [byState, namesNothing, oneTooMany, malformed, denied, throttled, longSession].flat();

describe('a caller may not', () => it.each(named(denied))('%s', (_, one) => provoke(one, sendDenied)));

describe('a member breaks its constraint', () => it.each(named(malformed))('%s', (_, one) => provoke(one)));

describe('nothing is called so', () => it.each(named(namesNothing))('%s', (_, one) => provoke(one)));

describe('the state of the account does not allow it', () => {
  it.each(byState.map((one) => [one.operation, one.exception, one] as const))('%s: %s', (_, __, one) => provoke(one));
});

describe('there may be no more', () => {
  beforeAll(() => server.quotas.set([{ resource: '*', count: 0 }]));
  afterAll(() => server.quotas.clear());
  it.each(named(oneTooMany))('%s', (_, one) => provoke(one));
});

describe('there were too many requests', () => {
  beforeAll(() => server.quotas.set([{ operation: '*', requestsPerMinute: 0 }]));
  afterAll(() => server.quotas.clear());
  it.each(named(throttled))('%s', (_, one) => provoke(one));
});

it('a session of speech lasts too long', async () => {
  let inSession = () => {};
  const started = new Promise<void>((resolve) => {
    inSession = resolve;
  });
  async function* listen() {
    yield { chunk: { bytes: Buffer.from('{"event":{"sessionStart":{}}}') } };
    inSession();
    await new Promise(() => {});
  }
  const session = send(longSession.operation, { modelId: 'amazon.nova-2-sonic-v1:0', body: listen() });
  let refusal: unknown;
  session.catch((thrown) => {
    refusal = thrown;
  });
  await started;
  await expect
    .poll(async () => {
      await server.clock.advance(8 * 60_000);
      return refusal;
    })
    .toBeInstanceOf(classOf(longSession));
});

describe('a fault raises what no request can', () => {
  const byFault = pairs.filter(({ operation, exception }) => reasonFor(operation, exception) !== undefined);
  it.each(byFault.map((pair) => [pair.operation, pair.exception, pair] as const))('%s: %s', async (_, __, pair) => {
    const { operation, exception } = pair;
    const id = await server.faults.add({ fault: 'error', name: exception, match: { operation }, times: 1 });
    await expect(send(operation, wellFormed(findOperation(operation)!))).rejects.toBeInstanceOf(classOf(pair));
    await server.faults.remove(id);
  });
});

describe('every modelled exception of every operation', () => {
  const key = ({ operation, exception }: Pair) => `${operation} ${exception}`;
  const isListed = ({ operation, exception }: Pair) => reasonFor(operation, exception) !== undefined;

  it('is provoked by a request, or listed with the reason why none can', () => {
    const known = new Set(pairs.map(key));
    expect(provoked.map(key).filter((one) => !known.has(one))).toEqual([]);
    const covered = new Set(provoked.map(key));
    expect(pairs.filter((pair) => !covered.has(key(pair)) && !isListed(pair))).toEqual([]);
  });

  it('is not listed where a request provoked it: here, or anywhere in this run', async () => {
    const entries = await server.journal.entries();
    const seen = entries.filter(({ faults, exception }) => faults.length === 0 && exception !== undefined);
    const pairsSeen = seen.map(({ operation, exception }) => ({ operation: String(operation), exception: exception! }));
    expect([...provoked, ...pairsSeen].filter(isListed).map(key)).toEqual([]);
  });

  it('stands in the documentation (vitest --update writes it anew)', async () => {
    const page = readFileSync(docs, 'utf8').replaceAll('\r\n', '\n');
    const text = page.replace(
      /(<!-- made by test\/server\/exceptions\/exceptions.test.ts -->\n)[\s\S]*?(<!-- end -->)/,
      (_, begin, end) => `${begin}\n${writePage()}\n\n${end}`,
    );
    await expect(text === page ? readFileSync(docs, 'utf8') : text).toMatchFileSnapshot(docs);
  });
});
