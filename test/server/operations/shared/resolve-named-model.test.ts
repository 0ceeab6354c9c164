import { CreateInferenceProfileCommand, DeleteInferenceProfileCommand } from '@aws-sdk/client-bedrock';
import { ConverseCommand, ConverseStreamCommand, CountTokensCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveModel } from '../../../../src/server/catalogue.js';
import { defaultSettings } from '../../../../src/server/settings.js';
import { type StartedServer, startServer } from '../../../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient } from '../../../support/clients.js';
import { invoke, invokeStream } from '../../../support/invoke.js';

const haiku = 'anthropic.claude-3-haiku-20240307-v1:0';
const sonnet = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const ask = [{ role: 'user' as const, content: [{ text: 'Where am I?' }] }];
const invalid = { name: 'ValidationException', message: 'The provided model identifier is invalid.' };

let bedrock: StartedServer;
let control: ReturnType<typeof createControlPlaneClient>;
let client: ReturnType<typeof createRuntimeClient>;
beforeAll(async () => {
  bedrock = await startServer();
  control = createControlPlaneClient(bedrock.url);
  client = createRuntimeClient(bedrock.url);
});
afterAll(async () => {
  control.destroy();
  client.destroy();
  await bedrock.close();
});

let count = 0;
async function createProfile(copyFrom: string): Promise<string> {
  const inferenceProfileName = `profile ${++count}`;
  const { inferenceProfileArn = '' } = await control.send(
    new CreateInferenceProfileCommand({ inferenceProfileName, modelSource: { copyFrom } }),
  );
  return inferenceProfileArn;
}
const ofModel = (modelId = haiku) => createProfile(`arn:aws:bedrock:us-east-1::foundation-model/${modelId}`);
const ofProfile = () => createProfile(`arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.${sonnet}`);

const converse = async (modelId: string, by = client) =>
  (await by.send(new ConverseCommand({ modelId, messages: ask }))).usage;

describe('the ARN of an application inference profile', () => {
  it('answers as its model, and as the model behind a system-defined profile', async () => {
    for (const [profile, model] of [
      [await ofModel(), haiku],
      [await ofProfile(), `us.${sonnet}`],
    ] as const) {
      const [through, direct] = [await converse(profile), await converse(model)];
      expect(through?.inputTokens).toBe(direct?.inputTokens);
      // Which members usage has is the model's: Sonnet reports its cache, Haiku 3 does not.
      expect(Object.keys(through ?? {})).toEqual(Object.keys(direct ?? {}));
      expect(through?.cacheReadInputTokens).toBe(model === haiku ? undefined : 0);
    }
  });

  it('is what log and journal name', async () => {
    const modelId = await ofModel();
    await converse(modelId);
    expect(await bedrock.journal.entries({ model: modelId })).toMatchObject([
      { operation: 'Converse', model: modelId },
    ]);
  });

  it('streams, and takes the native body of its model', async () => {
    const modelId = await ofModel();
    const { stream } = await client.send(new ConverseStreamCommand({ modelId, messages: ask }));
    const events = [];
    for await (const event of stream ?? []) events.push(Object.keys(event)[0]);
    expect(events.at(-1)).toBe('metadata');
    const body = {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 20,
      messages: ask.map(({ role }) => ({ role, content: 'Where?' })),
    };
    expect((await invoke(client, modelId, body)).body).toMatchObject({ type: 'message', role: 'assistant' });
    expect((await invokeStream(client, modelId, body)).chunks[0]).toMatchObject({ type: 'message_start' });
  });

  it('may stand in the path as it is or encoded', async () => {
    const modelId = await ofModel();
    for (const path of [modelId, encodeURIComponent(modelId), modelId.replace('/', '%2F')]) {
      const reply = await fetch(`${bedrock.url}/model/${path}/converse`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ messages: ask }),
      });
      expect([path, reply.status]).toEqual([path, 200]);
    }
  });

  it('alone is a model’s id: not the profile’s id, nor an ARN of another region, nor that of a deleted profile', async () => {
    const modelId = await ofModel();
    await expect(converse(modelId.split('/')[1]!)).rejects.toMatchObject(invalid);
    const europe = createRuntimeClient(bedrock.url, 'h2', { region: 'eu-west-1' });
    await expect(converse(modelId, europe)).rejects.toMatchObject(invalid);
    europe.destroy();
    await control.send(new DeleteInferenceProfileCommand({ inferenceProfileIdentifier: modelId }));
    await expect(converse(modelId)).rejects.toMatchObject(invalid);
  });

  it('is refused where its model would be', async () => {
    await expect(converse(await ofModel(sonnet))).rejects.toMatchObject({
      message: expect.stringContaining('with on-demand throughput isn’t supported'),
    });
    await expect(converse(await ofModel('amazon.titan-embed-text-v2:0'))).rejects.toMatchObject({
      message: expect.stringContaining("This action doesn't support the model that you provided."),
    });
    const counting = new CountTokensCommand({ modelId: await ofProfile(), input: { converse: { messages: ask } } });
    await expect(client.send(counting)).rejects.toMatchObject({
      message: "The provided model doesn't support counting tokens.",
    });
  });
});

it('a resource with capacity of its own needs none of the model’s', () => {
  const resolve = (onDemand: boolean) =>
    resolveModel('arn:mine', 'us-east-1', defaultSettings, 'Converse', 0, () => ({ modelId: sonnet, onDemand }));
  expect(resolve(false)).toMatchObject({ model: { modelId: sonnet }, requestedId: 'arn:mine' });
  expect(() => resolve(true)).toThrow('on-demand throughput');
});
