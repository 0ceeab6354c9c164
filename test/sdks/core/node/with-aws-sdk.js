// The core of the contract through the AWS SDK for JavaScript v3, over HTTP/2: nothing is set but the environment.
import assert from 'node:assert/strict';
import {
  BedrockClient,
  ConflictException,
  CreateGuardrailCommand,
  DeleteGuardrailCommand,
  GetFoundationModelCommand,
  ListFoundationModelsCommand,
  paginateListGuardrails,
} from '@aws-sdk/client-bedrock';
import {
  ApplyGuardrailCommand,
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  ModelStreamErrorException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { CLAUDE, NOVA, run } from './checks.js';

const control = new BedrockClient();
const runtime = new BedrockRuntimeClient();

const user = (text) => [{ role: 'user', content: [{ text }] }];
const decode = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
const ask = (text, modelId = NOVA, more = {}) =>
  runtime.send(new ConverseCommand({ modelId, messages: user(text), ...more }));

async function createGuardrail(name) {
  const input = { name, blockedInputMessaging: 'Not this.', blockedOutputsMessaging: 'Nor that.' };
  const wordPolicyConfig = { wordsConfig: [{ text: 'heliotrope' }] };
  return (await control.send(new CreateGuardrailCommand({ ...input, wordPolicyConfig }))).guardrailId;
}

async function guardrails() {
  const guardrailIdentifier = await createGuardrail('core-js');
  await createGuardrail('core-js-2');
  await assert.rejects(createGuardrail('core-js'), ConflictException);
  const seen = [];
  for await (const page of paginateListGuardrails({ client: control, pageSize: 1 }, {})) seen.push(...page.guardrails);
  assert.equal(seen.length, 2);
  await control.send(new DeleteGuardrailCommand({ guardrailIdentifier }));
}

async function applyGuardrail() {
  const input = {
    guardrailIdentifier: await createGuardrail('core-js-apply'),
    guardrailVersion: 'DRAFT',
    source: 'INPUT',
    content: [{ text: { text: 'A heliotrope.' } }],
  };
  assert.equal((await runtime.send(new ApplyGuardrailCommand(input))).action, 'GUARDRAIL_INTERVENED');
}

async function converse() {
  const { usage } = await ask('Name a colour.');
  assert.equal(usage.totalTokens, usage.inputTokens + usage.outputTokens);
}

async function converseTools() {
  const json = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
  const tools = [{ toolSpec: { name: 'get_weather', inputSchema: { json } } }];
  const reply = await ask('Weather in Berlin?', CLAUDE, { toolConfig: { tools, toolChoice: { any: {} } } });
  assert.ok(reply.output.message.content.find((block) => block.toolUse).toolUse.input.city);
}

async function stream(text) {
  const { stream } = await runtime.send(new ConverseStreamCommand({ modelId: NOVA, messages: user(text) }));
  const names = [];
  for await (const event of stream) names.push(Object.keys(event)[0]);
  return names;
}

async function invokeModel() {
  const body = JSON.stringify({ messages: user('Name a colour.') });
  const reply = await runtime.send(new InvokeModelCommand({ modelId: NOVA, body }));
  assert.ok(decode(reply.body).stopReason);
}

async function invokeModelWithResponseStream() {
  const messages = [{ role: 'user', content: 'Name a colour.' }];
  const body = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 50, messages });
  const reply = await runtime.send(new InvokeModelWithResponseStreamCommand({ modelId: CLAUDE, body }));
  const chunks = [];
  for await (const event of reply.body) chunks.push(decode(event.chunk.bytes));
  assert.ok(chunks.at(-1)['amazon-bedrock-invocationMetrics']);
}

async function countTokens() {
  const input = { converse: { messages: user('Name a colour.') } };
  const modelId = 'anthropic.claude-3-5-haiku-20241022-v1:0';
  assert.ok((await runtime.send(new CountTokensCommand({ modelId, input }))).inputTokens > 0);
}

async function validation() {
  await assert.rejects(ask('Hi', 'amazon.no-such-model-v1:0'), (error) => {
    assert.ok(error instanceof ValidationException);
    assert.equal(error.message, 'The provided model identifier is invalid.');
    return true;
  });
}

await run({
  async ListFoundationModels() {
    assert.ok((await control.send(new ListFoundationModelsCommand())).modelSummaries.length > 100);
  },
  async GetFoundationModel() {
    const { modelDetails } = await control.send(new GetFoundationModelCommand({ modelIdentifier: NOVA }));
    assert.equal(modelDetails.responseStreamingSupported, true);
  },
  Guardrails: guardrails,
  ApplyGuardrail: applyGuardrail,
  Converse: converse,
  ConverseTools: converseTools,
  async ConverseStream() {
    assert.deepEqual((await stream('Name a colour.')).slice(-2), ['messageStop', 'metadata']);
  },
  async BrokenStream() {
    await assert.rejects(stream('break the stream'), ModelStreamErrorException);
  },
  InvokeModel: invokeModel,
  InvokeModelWithResponseStream: invokeModelWithResponseStream,
  CountTokens: countTokens,
  ValidationException: validation,
  async ThrottlingRetried() {
    const reply = await ask('throttle me twice');
    assert.deepEqual(reply.output.message.content, [{ text: 'At last.' }]);
  },
});
