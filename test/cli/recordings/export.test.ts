import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, it, onTestFinished } from 'vitest';
import { main } from '../../../src/cli/main.js';
import { startServer } from '../../../src/testing/start-server.js';
import { askConverse, exchange, frame, makeFolder, open, say, stream } from '../../server/recordings/captured.js';
import { createRuntimeClient } from '../../support/clients.js';

async function exportAs(format: string, name: string) {
  const folder = makeFolder();
  const store = open(folder);
  for (const place of ['France', 'Spain'])
    await store.write(exchange(askConverse(`What is the capital of ${place}?`), say(`Of ${place}.`)));
  await store.write(exchange(askConverse('Stream'), stream([frame('messageStart', { role: 'assistant' })])));
  const out = join(folder, '..', `${folder.split(/[\\/]/).at(-1)}-${name}`);
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  let said = '';
  const write = (text: string) => {
    said += text;
  };
  const args = ['recordings', 'export', folder, '--format', format, '--out', out];
  const status = await main(args, { out: write, err: write });
  return { status, said, out };
}

it('fixtures answer in the emulation by operation, model and words, where more stands beside these', async () => {
  const { status, said, out } = await exportAs('fixtures', 'fixtures');
  expect({ status, said }).toEqual({ status: 0, said: `3 recordings in ${out}\n` });
  const server = await startServer({ fixtures: out, settings: { strictFixtures: true } });
  onTestFinished(() => server.close());
  const client = createRuntimeClient(server.url);
  onTestFinished(() => client.destroy());
  for (const place of ['Spain', 'France']) {
    const messages = [{ role: 'user' as const, content: [{ text: `What is the capital of ${place}? In a word.` }] }];
    const { output } = await client.send(
      new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages, inferenceConfig: { maxTokens: 9 } }),
    );
    expect(output?.message?.content?.[0]?.text).toBe(`Of ${place}.`);
  }
});

it('an archive has the bytes, the times and the events', async () => {
  const { out } = await exportAs('har', 'all.har');
  const { entries } = JSON.parse(readFileSync(out, 'utf8')).log;
  expect(entries).toHaveLength(3);
  for (const entry of entries) {
    expect(entry.request.url).toBe(
      'https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-lite-v1%3A0/converse',
    );
    expect(Buffer.from(entry.response.content.text, 'base64').length).toBe(entry.response.content.size);
    expect(entry.timings.wait + entry.timings.receive).toBe(entry.time);
  }
});

it('another format is refused in one line', async () => {
  expect(await exportAs('xml', 'x')).toMatchObject({
    status: 2,
    said: 'bedrock-local: --format must be one of har, fixtures, not "xml"\n',
  });
});
