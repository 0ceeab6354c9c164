import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import { ConverseCommand, ConverseStreamCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createControlPlaneClient, type createRuntimeClient, type Protocol } from '../../support/clients.js';
import { ask, connect, modelId, own, useRecordings } from '../../support/use-recordings.js';

const recordings = useRecordings();
const { open, files } = recordings;

async function stream(client: ReturnType<typeof createRuntimeClient>, text: string) {
  const { stream: events = [] } = await client.send(new ConverseStreamCommand(ask(text)));
  const all = [];
  for await (const event of events) all.push(event);
  return all;
}

describe.each<Protocol>(['h2', 'http/1.1'])('a reply that was recorded over %s', (protocol) => {
  it('is given again without an upstream', async () => {
    const recorder = await open('record');
    const client = connect(recorder, protocol);
    const whole = await client.send(new ConverseCommand(ask('What is the capital of France?')));
    const events = await stream(client, 'Tell me of the sea.');
    const refusal = await client
      .send(new ConverseCommand({ ...ask('Hi'), modelId: 'no.such-model' }))
      .catch((error) => error);
    expect(files()).toEqual([
      expect.stringMatching(/^converse-stream\/amazon\.nova-lite\/tell-me-of-the-sea-[0-9a-f]{6}\.json$/),
      expect.stringMatching(/^converse\/amazon\.nova-lite\/what-is-the-capital-of-france-[0-9a-f]{6}\.json$/),
      expect.stringMatching(/^converse\/no\.such-model\/hi-[0-9a-f]{6}\.json$/),
    ]);
    await recorder.close();
    const player = await open('replay', { upstream: 'http://127.0.0.1:1' });
    const again = connect(player, protocol);
    const { $metadata: _1, ...first } = whole;
    const { $metadata: _2, ...second } = await again.send(new ConverseCommand(ask('What is the capital of France?')));
    expect(second).toEqual(first);
    expect(await stream(again, 'Tell me of the sea.')).toEqual(events);
    await expect(again.send(new ConverseCommand({ ...ask('Hi'), modelId: 'no.such-model' }))).rejects.toMatchObject({
      name: refusal.name,
      message: refusal.message,
    });
  });
});

describe('the modes', () => {
  it('sign anew: a client without credentials of the account is answered by it', async () => {
    const server = await open('passthrough');
    expect(await stream(connect(server), 'Hello')).not.toEqual([]);
    const bedrock = createControlPlaneClient(server.url);
    onTestFinished(() => bedrock.destroy());
    expect(
      (await bedrock.send(new ListFoundationModelsCommand({ byProvider: 'Amazon' }))).modelSummaries?.length,
    ).toBeGreaterThan(3);
    expect(files()).toEqual([]);
    const wrong = await open('passthrough', { credentials: async () => ({ ...own, secretAccessKey: 'wrong' }) });
    await expect(stream(connect(wrong), 'Hello')).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });

  it('record-missing asks AWS once', async () => {
    const server = await open('record-missing');
    const client = connect(server);
    for (let index = 0; index < 3; index++) await client.send(new ConverseCommand(ask('Again?')));
    expect(await recordings.aws.journal.entries()).toHaveLength(1);
    expect((await server.journal.entries()).map(({ answeredBy }) => answeredBy)).toEqual([
      'upstream',
      'recording',
      'recording',
    ]);
  });

  it('refresh records anew what is old, into the same file', async () => {
    const client = connect(await open('record'));
    await client.send(new ConverseCommand(ask('Old?')));
    const [path] = files();
    const before = readFileSync(join(recordings.folder, path!), 'utf8');
    const fresh = connect(await open('refresh', { olderThan: 30 }));
    await fresh.send(new ConverseCommand(ask('Old?')));
    expect(readFileSync(join(recordings.folder, path!), 'utf8')).toBe(before);
    const stale = connect(await open('refresh', { olderThan: 0 }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await stale.send(new ConverseCommand(ask('Old?')));
    expect(files()).toEqual([path]);
    expect(readFileSync(join(recordings.folder, path!), 'utf8')).not.toBe(before);
  });

  it('replay gives several recordings of one request in their order, the last one again', async () => {
    await recordings.aws.fixtures.add({ reply: [{ text: 'one' }, { text: 'two' }] });
    const client = connect(await open('record'));
    const say = async (with_: typeof client) =>
      (await with_.send(new ConverseCommand(ask('Next?')))).output?.message?.content?.[0]?.text;
    expect([await say(client), await say(client)]).toEqual(['one', 'two']);
    expect(files()).toHaveLength(2);
    const player = await open('replay');
    const again = connect(player);
    expect([await say(again), await say(again), await say(again)]).toEqual(['one', 'two', 'two']);
    const aside = connect({ ...player, url: player.namespace('aside').url });
    expect([await say(aside), await say(aside)]).toEqual(['one', 'two']);
    await player.reset();
    expect(await say(again)).toBe('one');
  });

  it('replay names the nearest recording and the first difference where there is none', async () => {
    await connect(await open('record')).send(new ConverseCommand(ask('What is the capital of France?')));
    await expect(
      connect(await open('replay')).send(new ConverseCommand(ask('What is the capital of Spain?'))),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(
        /^No recording answers this call: the nearest is converse\/.*, where body\.messages\.0\.content\.0\.text is "What is the capital of France\?" and here is "What is the capital of Spain\?"$/,
      ),
    });
  });

  it('tell of an upstream that is not there, and record nothing', async () => {
    const server = await open('record', { upstream: 'http://127.0.0.1:1' });
    await expect(connect(server).send(new ConverseCommand(ask('Hi')))).rejects.toMatchObject({
      name: 'ServiceUnavailableException',
      message: expect.stringContaining('http://127.0.0.1:1 cannot be reached (ECONNREFUSED)'),
    });
    expect(files()).toEqual([]);
  });

  it('record what AWS refuses, and what no schema knows', async () => {
    const server = await open('record');
    const answer = await fetch(`${server.url}/model/${modelId}/some-new-operation`, {
      method: 'POST',
      body: '{"a":1}',
    });
    expect(answer.status).toBe(404);
    const invalid = { modelId, body: '{"no":1}', contentType: 'application/json' };
    await expect(connect(server).send(new InvokeModelCommand(invalid))).rejects.toThrow();
    expect(files().map((path) => path.split('/')[0])).toEqual(['invoke-model', 'unknown-post']);
  });
});

describe('a file', () => {
  it('can be read, and holds no secret', async () => {
    await recordings.aws.fixtures.add({
      reply: { text: 'See arn:aws:bedrock:us-east-1:210987654321:guardrail/abc and AKIAIOSFODNN7EXAMPLE.' },
    });
    const client = connect(await open('record'));
    await client.send(new ConverseCommand(ask('My key is ASIAIOSFODNN7EXAMPLE, token Bearer abcdefghijkl.')));
    const text = readFileSync(join(recordings.folder, files()[0]!), 'utf8');
    for (const secret of [
      '210987654321',
      'AKIAIOSFODNN7EXAMPLE',
      'ASIAIOSFODNN7EXAMPLE',
      'abcdefghijkl',
      own.accessKeyId,
      own.secretAccessKey,
      'AKIALOCALLOCALLOCALL',
      'Signature=',
    ])
      expect(text).not.toContain(secret);
    const recording = JSON.parse(text);
    expect(recording).toMatchObject({
      match: { operation: 'Converse', request: expect.stringMatching(/^[0-9a-f]{64}$/) },
      recorded: {
        model: modelId,
        region: 'us-east-1',
        upstream: recordings.aws.url,
        protocol: 'h2',
        request: { method: 'POST', body: { json: { messages: [{ role: 'user' }] } } },
      },
      reply: {
        raw: {
          status: 200,
          body: {
            json: {
              output: {
                message: {
                  content: [{ text: 'See arn:aws:bedrock:us-east-1:000000000000:guardrail/abc and REDACTED.' }],
                },
              },
            },
          },
        },
      },
    });
  });
});
