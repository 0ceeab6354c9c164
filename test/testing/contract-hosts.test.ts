import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import Fastify from 'fastify';
import { setupServer } from 'msw/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writtenCases } from '../../src/client/contract/cases/index.js';
import { createUrlTarget, type UrlTargetOptions } from '../../src/client/contract/connect.js';
import { refusedCallers } from '../../src/client/contract/generated/refused-callers.js';
import { refusedCreates } from '../../src/client/contract/generated/refused-creates.js';
import { runContract } from '../../src/client/contract/run.js';
import { createBedrockPlugin } from '../../src/testing/fastify.js';
import { createMswHandlers } from '../../src/testing/msw.js';
import { contractSettings, prepareContract } from '../../src/testing/prepare-contract.js';
import { createRequestHandler } from '../../src/testing/request-handler.js';
import { startServer } from '../../src/testing/start-server.js';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const settings = contractSettings(credentials);
const nowhere = 'http://bedrock.example';

/** What of a request goes into `inject`, and its reply as the SDK wants it. */
function injectInto(app: ReturnType<typeof Fastify>) {
  type SdkRequest = Parameters<NodeHttpHandler['handle']>[0];
  return {
    async handle({ method, path, query, headers, body }: SdkRequest) {
      const url = { pathname: path, query: query as Record<string, string | string[]> };
      const reply = await app.inject({
        method: method as 'GET',
        url,
        headers,
        ...(body && { payload: Buffer.from(body) }),
      });
      const { statusCode, headers: replied, rawPayload } = reply;
      return { response: { statusCode, headers: replied, body: Readable.from([rawPayload]) } };
    },
  };
}

type Host = Omit<UrlTargetOptions, 'credentials'>;
const hosts: Record<string, () => Promise<Host>> = {
  async 'HTTP/1.1'() {
    const { url, close, namespace } = await startServer({ settings });
    prepareContract(namespace);
    onTestFinished(close);
    return { url, requestHandler: new NodeHttpHandler() };
  },
  async TLS() {
    const { url, close, namespace } = await startServer({ settings, tls: true });
    prepareContract(namespace);
    onTestFinished(close);
    return { url, requestHandler: new NodeHttpHandler({ httpsAgent: { rejectUnauthorized: false } }) };
  },
  async 'the request handler'() {
    const { requestHandler, namespace } = await createRequestHandler({ settings });
    prepareContract(namespace);
    return { url: nowhere, requestHandler, bidirectional: true };
  },
  async msw() {
    const { handlers, close, control } = await createMswHandlers({ settings, urls: [new RegExp(`^${nowhere}/`)] });
    prepareContract((name, own) => control.create({ ...own, name }));
    const server = setupServer(...handlers);
    server.listen({ onUnhandledRequest: 'error' });
    onTestFinished(() => {
      server.close();
      close();
    });
    return { url: nowhere, requestHandler: new NodeHttpHandler() };
  },
  async "Fastify's inject"() {
    const { plugin, control } = await createBedrockPlugin({ settings });
    prepareContract((name, own) => control.create({ ...own, name }));
    const app = Fastify();
    await app.register(plugin);
    onTestFinished(() => app.close());
    return { url: nowhere, requestHandler: injectInto(app) };
  },
};

/** The generated demands of the API model are the same over every host: one is asked for all of them in test/client/contract. */
const cases = [...writtenCases, ...refusedCallers(), ...refusedCreates()];
const duplex = cases.filter(({ marks }) => marks?.bidirectional).length;

describe('the contract holds over', () => {
  it.each(Object.keys(hosts))('%s', { timeout: 180_000 }, async (name) => {
    const target = createUrlTarget({ credentials, name, prepared: true, ...(await hosts[name]!()) });
    const results = await runContract(cases, target);
    target.close();
    expect(results.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(results.filter(({ outcome }) => outcome === 'pass').length).toBeGreaterThanOrEqual(cases.length - duplex);
  });
});
