import {
  BedrockClient,
  CreateInferenceProfileCommand,
  GetFoundationModelAvailabilityCommand,
  ListFoundationModelsCommand,
} from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../../../src/testing/start-server.js';

const haiku = 'anthropic.claude-3-haiku-20240307-v1:0';
const sonnet = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const nova = 'amazon.nova-lite-v1:0';

let server: StartedServer;
beforeAll(async () => {
  server = await startServer({
    settings: {
      policies: [
        { effect: 'deny', callers: ['AKIAINTERN*'], actions: ['bedrock:InvokeModel*'], models: ['anthropic.*'] },
        { effect: 'allow', callers: ['AKIANOVA'], actions: ['bedrock:InvokeModel'], models: ['amazon.nova-*'] },
        { effect: 'deny', callers: ['AKIANOSHOP'], actions: ['aws-marketplace:*'] },
        { effect: 'deny', callers: ['anonymous'] },
      ],
    },
  });
});
afterAll(() => server.close());

const as = (accessKeyId: string) => ({
  endpoint: server.url,
  region: 'us-east-1',
  credentials: { accessKeyId, secretAccessKey: 'x' },
});
const messages = [{ role: 'user' as const, content: [{ text: 'May I?' }] }];
const converse = (accessKeyId: string, modelId: string) =>
  new BedrockRuntimeClient(as(accessKeyId)).send(new ConverseCommand({ modelId, messages }));
const said = async (call: Promise<unknown>) => {
  const thrown = (await call.then(
    () => undefined,
    (cause) => cause,
  )) as Error & { $metadata: { httpStatusCode: number } };
  return `${thrown?.$metadata.httpStatusCode} ${thrown?.name}: ${thrown?.message}`;
};

const model = (id: string) => `arn:aws:bedrock:us-east-1::foundation-model/${id}`;
const denied = (user: string, what: string) =>
  `403 AccessDeniedException: User: arn:aws:iam::123456789012:user/${user} is not authorized to perform: ${what}`;

describe('rules for callers', () => {
  it('deny what they name, in the words of IAM', async () => {
    expect(await said(converse('AKIAINTERN1', haiku))).toBe(
      denied(
        'AKIAINTERN1',
        `bedrock:InvokeModel on resource: ${model(haiku)} with an explicit deny in an identity-based policy`,
      ),
    );
    expect((await converse('AKIAINTERN1', nova)).stopReason).toBe('end_turn');
    expect((await converse('AKIABOSS', haiku)).stopReason).toBe('end_turn');
  });

  it('see the model behind a profile, and behind a resource', async () => {
    expect(await said(converse('AKIAINTERN1', sonnet))).toContain(
      `on resource: arn:aws:bedrock:us-east-1:123456789012:inference-profile/${sonnet} with an explicit deny`,
    );
    const { inferenceProfileArn = '' } = await new BedrockClient(as('AKIABOSS')).send(
      new CreateInferenceProfileCommand({ inferenceProfileName: 'team', modelSource: { copyFrom: model(haiku) } }),
    );
    expect(await said(converse('AKIAINTERN1', inferenceProfileArn))).toContain(
      `on resource: ${inferenceProfileArn} with an explicit deny`,
    );
  });

  it('allow nothing but what they name', async () => {
    expect((await converse('AKIANOVA', nova)).stopReason).toBe('end_turn');
    expect(await said(converse('AKIANOVA', haiku))).toBe(
      denied(
        'AKIANOVA',
        `bedrock:InvokeModel on resource: ${model(haiku)} because no identity-based policy allows the bedrock:InvokeModel action`,
      ),
    );
    const stream = new BedrockRuntimeClient(as('AKIANOVA')).send(
      new ConverseStreamCommand({ modelId: nova, messages }),
    );
    expect(await said(stream)).toContain(
      'no identity-based policy allows the bedrock:InvokeModelWithResponseStream action',
    );
    const list = new BedrockClient(as('AKIANOVA')).send(new ListFoundationModelsCommand({}));
    expect(await said(list)).toBe(
      denied(
        'AKIANOVA',
        'bedrock:ListFoundationModels because no identity-based policy allows the bedrock:ListFoundationModels action',
      ),
    );
  });

  it('are told of by GetFoundationModelAvailability', async () => {
    const of = (accessKeyId: string) =>
      new BedrockClient(as(accessKeyId)).send(new GetFoundationModelAvailabilityCommand({ modelId: haiku }));
    expect((await of('AKIAINTERN1')).authorizationStatus).toBe('NOT_AUTHORIZED');
    expect((await of('AKIABOSS')).authorizationStatus).toBe('AUTHORIZED');
  });

  it('answer with the long form of the front door, and its spelling', async () => {
    const reply = await fetch(`${server.url}/foundation-models`);
    expect(reply.status).toBe(403);
    expect(reply.headers.get('x-amzn-errortype')).toBe(
      'AccessDeniedException:http://internal.amazon.com/coral/com.amazon.coral.service/',
    );
    expect(Object.keys((await reply.json()) as object)).toEqual(['Message']);
  });
});
