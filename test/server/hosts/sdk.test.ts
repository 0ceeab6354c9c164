import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BedrockClient, ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HttpRequest } from '../../../src/server/waist.js';
import { type Handle, json, startHost } from './harness.js';

const seen: HttpRequest[] = [];
const handle: Handle = async (request) => {
  seen.push(request);
  if (request.url.startsWith('/foundation-models')) return json({ modelSummaries: [] });
  const { messages } = JSON.parse(Buffer.from(await request.body.bytes(1e6)).toString());
  const output = { message: { role: 'assistant', content: messages[0].content } };
  return json({ output, stopReason: 'end_turn', usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 } });
};
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const call = new ConverseCommand({
  modelId: 'amazon.nova-lite-v1:0',
  messages: [{ role: 'user', content: [{ text: 'hello' }] }],
});

describe('the AWS SDK for JavaScript', () => {
  it('speaks HTTP/2 by default to the runtime, and HTTP/1.1 where told', async () => {
    const host = await startHost(handle);
    for (const [requestHandler, protocol] of [
      [undefined, 'h2'],
      [new NodeHttpHandler(), 'http/1.1'],
    ] as const) {
      const client = new BedrockRuntimeClient({ endpoint: host.url, region: 'us-east-1', credentials, requestHandler });
      onTestFinished(() => client.destroy());
      const replies = await Promise.all(Array.from({ length: 20 }, () => client.send(call)));
      for (const { output } of replies) expect(output?.message?.content).toEqual([{ text: 'hello' }]);
      expect(seen.at(-1)).toMatchObject({ protocol, method: 'POST', url: '/model/amazon.nova-lite-v1%3A0/converse' });
    }
    const bedrock = new BedrockClient({ endpoint: host.url, region: 'us-east-1', credentials });
    expect((await bedrock.send(new ListFoundationModelsCommand())).modelSummaries).toEqual([]);
  });

  it('trusts the authority that the host names, and then speaks both protocols over TLS', async () => {
    const host = await startHost(handle, { tls: true });
    const program = `
      import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
      import { NodeHttpHandler } from '@smithy/node-http-handler';
      for (const requestHandler of [undefined, new NodeHttpHandler()]) {
        const client = new BedrockRuntimeClient({ requestHandler });
        const messages = [{ role: 'user', content: [{ text: 'secret' }] }];
        const reply = await client.send(new ConverseCommand({ modelId: 'm', messages }));
        console.log(reply.output.message.content[0].text);
        client.destroy();
      }`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env: {
        ...process.env,
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: host.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        NODE_EXTRA_CA_CERTS: host.caPath,
      },
    });
    expect(stdout).toBe('secret\nsecret\n');
    expect(seen.slice(-2)).toMatchObject([
      { protocol: 'h2', secure: true },
      { protocol: 'http/1.1', secure: true },
    ]);
  });

  it('is heard when it aborts', async () => {
    let aborted = 0;
    const host = await startHost(
      ({ signal }) =>
        new Promise((resolve) => {
          signal().addEventListener('abort', () => {
            aborted++;
            resolve(json({}));
          });
        }),
    );
    for (const requestHandler of [undefined, new NodeHttpHandler()]) {
      const client = new BedrockRuntimeClient({ endpoint: host.url, region: 'us-east-1', credentials, requestHandler });
      onTestFinished(() => client.destroy());
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 50);
      await expect(client.send(call, { abortSignal: abort.signal })).rejects.toThrow('Request aborted');
    }
    await expect.poll(() => aborted).toBe(2);
  });
});
