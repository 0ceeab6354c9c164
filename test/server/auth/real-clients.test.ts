import { BedrockClient, ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  InvokeModelWithBidirectionalStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/server/auth/authenticate.js';
import { createClock } from '../../../src/server/clock.js';
import type { HttpRequest } from '../../../src/server/waist.js';
import { createCatcher } from './catcher.js';
import { bodyOf, pair, shortTermKey, strict } from './requests.js';

const clock = createClock();
const temporary = { ...pair, sessionToken: 'FwoGZXIvYXdzE//+=', expiresAt: '2999-01-01T00:00:00Z' };
const hello = new ConverseCommand({
  modelId: 'anthropic.claude-3-5-sonnet-20240620-v1:0',
  messages: [{ role: 'user', content: [{ text: 'Grüße' }] }],
});

/** Verified, and no longer so when its body grows by a space: who has called, by a real client's request. */
async function verify(request: HttpRequest, settings = strict()) {
  const body = await bodyOf(request);
  const caller = await authenticate(request, body, settings, clock);
  if (caller.kind === 'sigv4') {
    const changed = new Uint8Array([...body, 0x20]);
    await expect(authenticate(request, changed, settings, clock)).rejects.toThrow('does not match');
  }
  return caller;
}

describe('requests of real clients under strict authentication', () => {
  let catcher: Awaited<ReturnType<typeof createCatcher>>;
  const clients: { destroy(): void }[] = [];
  beforeAll(async () => {
    catcher = await createCatcher();
  });
  afterAll(() => {
    for (const client of clients) client.destroy();
    catcher.close();
  });

  const silent = () => {};
  const logger = { debug: silent, info: silent, warn: silent, error: silent };
  const common = { region: 'eu-west-1', credentials: pair, maxAttempts: 1, logger };
  const runtime = (options: object = {}) => {
    const client = new BedrockRuntimeClient({ ...common, endpoint: catcher.http2, ...options });
    clients.push(client);
    return client;
  };
  const overHttp1 = () => ({ endpoint: catcher.http1, requestHandler: new NodeHttpHandler() });
  const signer = { kind: 'sigv4', accessKeyId: 'AKIDEXAMPLE', region: 'eu-west-1', service: 'bedrock' };

  it('verifies HTTP/2, which signs :authority in the place of host', async () => {
    const request = await catcher.catch(runtime().send(hello));
    expect(request.protocol).toBe('h2');
    expect(request.headers.authorization).toContain('SignedHeaders=:authority;');
    expect(await verify(request)).toEqual(signer);
  });

  it('verifies HTTP/1.1', async () => {
    const request = await catcher.catch(runtime(overHttp1()).send(hello));
    expect(request.url).toContain('v1%3A0');
    expect(await verify(request)).toEqual(signer);
  });

  it('verifies a query of the control plane', async () => {
    const client = new BedrockClient({ ...common, endpoint: catcher.http1 });
    clients.push(client);
    const request = await catcher.catch(
      client.send(new ListFoundationModelsCommand({ byProvider: 'Amazon & Söhne', byOutputModality: 'TEXT' })),
    );
    expect(request.url).toContain('byProvider=Amazon%20%26%20S%C3%B6hne');
    expect(await verify(request)).toEqual(signer);
  });

  it.each(['h2', 'http/1.1'])('verifies a session token over %s', async (protocol) => {
    const options = protocol === 'h2' ? {} : overHttp1();
    const request = await catcher.catch(runtime({ ...options, credentials: temporary }).send(hello));
    expect(await verify(request, strict([temporary]))).toEqual(signer);
    await expect(verify(request, strict([pair]))).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('verifies the head of a bidirectional stream, whose body is still to come', async () => {
    const body = (async function* () {
      yield { chunk: { bytes: new Uint8Array([1]) } };
    })();
    const request = await catcher.catch(
      runtime().send(new InvokeModelWithBidirectionalStreamCommand({ modelId: 'amazon.nova-sonic-v1:0', body })),
    );
    expect(request.headers['x-amz-content-sha256']).toBe('STREAMING-AWS4-HMAC-SHA256-EVENTS');
    expect(await authenticate(request, undefined, strict(), clock)).toEqual(signer);
    await expect(authenticate({ ...request, url: '/model/other' }, undefined, strict(), clock)).rejects.toThrow();
  });

  it('accepts API keys: one that the settings name, and one that a key pair has made', async () => {
    const send = (token: string) =>
      catcher.catch(runtime({ token: { token }, authSchemePreference: ['httpBearerAuth'] }).send(hello));
    const named = await send('any-string');
    expect(named.headers.authorization).toBe('Bearer any-string');
    expect(await verify(named, strict([], ['any-string']))).toEqual({ kind: 'bearer' });
    const made = await send(await shortTermKey({ region: 'eu-west-1' }));
    expect(await verify(made)).toEqual({ ...signer, kind: 'bearer' });
  });
});
