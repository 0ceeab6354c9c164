import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpControl } from '../../src/testing/http-control.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const hello = new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text: 'Hello' }] }] });

let bedrock: StartedServer;
const clients: { destroy(): void }[] = [];
beforeAll(async () => {
  bedrock = await startServer({ faults: [{ fault: 'latency', milliseconds: 0, id: 'from the start' }] });
  return () => bedrock.close();
});
beforeEach(() => bedrock.reset());
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});

function connect(...args: Parameters<typeof createRuntimeClient>) {
  const client = createRuntimeClient(...args);
  clients.push(client);
  return client;
}

const textOf = async (client: ReturnType<typeof createRuntimeClient>) =>
  (await client.send(hello)).output?.message?.content?.[0]?.text;

/** Adds a header to every request, as an application's own middleware would. */
function withHeader(client: ReturnType<typeof createRuntimeClient>, name: string, value: string) {
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers[name] = value;
      return next(args);
    },
    { step: 'build' },
  );
  return client;
}

describe('a namespace', () => {
  it.each([
    ['its path', () => connect(bedrock.namespace('mine').url)],
    ['its header', () => withHeader(connect(bedrock.url), 'x-bedrock-local-namespace', 'mine')],
    [
      'its access key id',
      () => connect(bedrock.url, 'h2', { credentials: { accessKeyId: 'local-mine', secretAccessKey: 'any' } }),
    ],
  ])('is named by %s', async (_by, client) => {
    const mine = bedrock.namespace('mine');
    await mine.reset();
    await mine.fixtures.add({ reply: { text: 'Mine.' } });
    expect(await textOf(client())).toBe('Mine.');
    expect(await textOf(connect(bedrock.url))).not.toBe('Mine.');
    expect(await mine.journal.entries()).toHaveLength(1);
    expect(await bedrock.journal.entries()).toMatchObject([{ namespace: 'default' }]);
  });

  it('owns its clock, seed and faults, and has those that the server was started with', async () => {
    const other = bedrock.namespace('other', { seed: 7 });
    await other.clock.freeze('2030-01-01T00:00:00Z');
    expect(await textOf(connect(other.url))).not.toBe(await textOf(connect(bedrock.url)));
    expect(await other.journal.entries()).toMatchObject([{ startedAt: '2030-01-01T00:00:00.000Z' }]);
    expect((await bedrock.clock.now()).frozen).toBe(false);
    await other.faults.clear();
    await other.reset();
    expect(await other.faults.list()).toMatchObject([{ id: 'from the start' }]);
    other.remove();
    expect(bedrock.namespaces().map(({ name }) => name)).not.toContain('other');
  });

  it('keeps fifty tests apart that run at once', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `test-${index}`);
    const replies = await Promise.all(
      names.map(async (name) => {
        const own = bedrock.namespace(name);
        await own.fixtures.add({ reply: { text: name } });
        await own.faults.add({ fault: 'error', name: 'ThrottlingException', times: 1 });
        const text = await textOf(connect(own.url));
        return { text, statuses: (await own.journal.entries()).map(({ status }) => status) };
      }),
    );
    expect(replies).toEqual(names.map((text) => ({ text, statuses: [429, 200] })));
    expect(await bedrock.journal.entries()).toEqual([]);
  });

  it('is refused in one sentence where its name is none', async () => {
    expect(() => bedrock.namespace('no/name')).toThrow('"no/name" is no name of a namespace');
    const client = connect(`${bedrock.url}/_namespace/-x`);
    await expect(client.send(hello)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('"-x" is no name of a namespace'),
    });
  });

  it('has an access to models of its own', async () => {
    const asking = connect(bedrock.namespace('asking', { modelAccess: 'explicit' }).url);
    await expect(asking.send(hello)).rejects.toThrow('Model use case details have not been submitted');
    expect(() => bedrock.namespace('wrong', { modelAccess: 'some' as 'all' })).toThrow(
      '"modelAccess" must be "all" or "explicit", not "some"',
    );
  });

  it('is controlled over HTTP by path and by header', async () => {
    const control = createHttpControl(bedrock.url, { namespace: 'remote' });
    await control.reset();
    await control.fixtures.add({ id: 'far', reply: { text: 'Far.' } });
    const byPath = createHttpControl(`${bedrock.url}/_namespace/remote`);
    expect(await byPath.fixtures.list()).toMatchObject([{ id: 'far' }]);
    expect(await bedrock.fixtures.list()).toEqual([]);
    const answer = await fetch(`${bedrock.url}/_local/namespaces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'strict', strictFixtures: true }),
    });
    expect(await answer.json()).toMatchObject({ name: 'strict', strictFixtures: true });
    await expect(connect(bedrock.namespace('strict').url).send(hello)).rejects.toThrow('No fixture matches');
    const gone = await fetch(`${bedrock.url}/_local/namespaces/strict`, { method: 'DELETE' });
    expect(gone.status).toBe(204);
  });
});
