/** InvokeModel and InvokeModelWithResponseStream: native bodies of the families, their headers and chunks, their refusals. */
import { type ContractCase, type Expectation, single } from '../case.js';
import { models } from '../models.js';
import { claude, claudeBody, native, nova, paid, question } from './shared.js';

const json = { contentType: 'application/json', accept: 'application/json' };
const counts = [
  'x-amzn-bedrock-input-token-count',
  'x-amzn-bedrock-output-token-count',
  'x-amzn-bedrock-invocation-latency',
];

interface Native {
  name: string;
  modelId: string;
  body: Uint8Array;
}

const texts: Native[] = [
  { name: 'Claude', modelId: claude, body: claudeBody() },
  {
    name: 'Nova',
    modelId: nova,
    body: native({ messages: [{ role: 'user', content: [{ text: question }] }], inferenceConfig: { maxTokens: 40 } }),
  },
  {
    name: 'Titan',
    modelId: models.titanText.id,
    body: native({ inputText: question, textGenerationConfig: { maxTokenCount: 40 } }),
  },
  { name: 'Llama', modelId: models.llama.id, body: native({ prompt: question, max_gen_len: 40 }) },
  {
    name: 'Mistral',
    modelId: models.mistral.id,
    body: native({ prompt: `<s>[INST] ${question} [/INST]`, max_tokens: 40 }),
  },
  { name: 'Cohere', modelId: models.cohere.id, body: native({ message: question, max_tokens: 40 }) },
];

const refusal = (id: string, documentation: string, params: object, expect: Expectation) =>
  single(
    `InvokeModel${id}`,
    documentation,
    'InvokeModel',
    { ...json, modelId: claude, body: claudeBody(), ...params },
    expect,
  );

export const invokeModelCases: ContractCase[] = [
  ...texts.map(({ name, modelId, body }) =>
    single(
      `InvokeModelAnswers${name}`,
      `${name}'s native body is answered in its native form, with counts in the headers.`,
      'InvokeModel',
      { ...json, modelId, body },
      { headers: { 'content-type': 'application/json' }, requireHeaders: counts, requireParams: ['body'] },
      paid(modelId),
    ),
  ),
  single(
    'InvokeModelEmbeds',
    'A text becomes a vector of the size that is asked for.',
    'InvokeModel',
    { ...json, modelId: models.titanEmbed.id, body: native({ inputText: 'sea', dimensions: 256, normalize: true }) },
    { headers: { 'content-type': 'application/json' }, requireParams: ['body'] },
    paid(models.titanEmbed.id, 20),
  ),
  refusal(
    'RefusesUnknownModel',
    'A model that does not exist.',
    { modelId: 'amazon.no-such-model-v1:0' },
    { error: 'ValidationException', message: 'The provided model identifier is invalid.' },
  ),
  refusal(
    'RefusesExtraKey',
    'A key that the format does not know.',
    { body: claudeBody({ colour: 'blue' }) },
    { error: 'ValidationException', message: { pattern: 'colour' } },
  ),
  refusal(
    'RefusesMissingKey',
    'A body without what the format requires.',
    { body: native({ anthropic_version: 'bedrock-2023-05-31', messages: [] }) },
    { error: 'ValidationException', message: { pattern: 'max_tokens: Field required|messages' } },
  ),
  refusal(
    'RefusesNoJson',
    'A body that is no JSON.',
    { body: Buffer.from('{') },
    { error: 'ValidationException', message: { pattern: 'Malformed input request' } },
  ),
  ...texts.map(({ name, modelId, body }) =>
    single(
      `InvokeModelWithResponseStreamAnswers${name}`,
      `${name}'s native chunks come in frames, the metrics of the invocation with the last.`,
      'InvokeModelWithResponseStream',
      { ...json, modelId, body },
      { headers: { 'x-amzn-bedrock-content-type': 'application/json' }, events: ['chunk'] },
      paid(modelId),
    ),
  ),
  single(
    'InvokeModelWithResponseStreamRefusesEmbedding',
    'A model that does not stream.',
    'InvokeModelWithResponseStream',
    { ...json, modelId: models.titanEmbed.id, body: native({ inputText: 'sea' }) },
    { error: 'ValidationException' },
  ),
];
