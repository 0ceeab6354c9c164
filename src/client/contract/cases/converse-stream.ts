/** ConverseStream: the order of its events, for every family, and what AWS refuses before a stream begins. */
import { type ContractCase, type Expectation, type Params, single } from '../case.js';
import { models } from '../models.js';
import { claude, nova, paid, question, user, weatherTool } from './shared.js';

const call = (
  id: string,
  documentation: string,
  params: Params,
  expect: Expectation = {},
  model = nova,
): ContractCase =>
  single(
    `ConverseStream${id}`,
    documentation,
    'ConverseStream',
    { modelId: model, messages: [user(question)], inferenceConfig: { maxTokens: 60 }, ...params },
    expect,
    paid(model),
  );

const refusal = (id: string, documentation: string, params: Params, message: Expectation['message']) =>
  single(
    `ConverseStream${id}`,
    documentation,
    'ConverseStream',
    { modelId: claude, messages: [user(question)], ...params },
    {
      error: 'ValidationException',
      message,
    },
  );

const textStream = ['messageStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop', 'metadata'];

/** Converse, and then ConverseStream of the same input, whose events add up to the same. */
const fold = (id: string, documentation: string, params: Params): ContractCase => ({
  id: `ConverseStream${id}`,
  documentation,
  marks: { localOnly: 'a model need not say the same twice' },
  steps: [
    { operation: 'Converse', as: 'whole', params, expect: {} },
    { operation: 'ConverseStream', params, expect: { foldsTo: { $ref: 'whole.output.message.content' } } },
  ],
});

export const converseStreamCases: ContractCase[] = [
  fold('FoldsToConverse', 'The events of a text add up to what Converse answers.', {
    modelId: nova,
    messages: [user(question)],
    inferenceConfig: { maxTokens: 60 },
  }),
  fold('FoldsToToolCall', 'The events of a tool call add up to what Converse answers.', {
    modelId: claude,
    messages: [user('What is the weather in Berlin?')],
    toolConfig: { tools: [weatherTool], toolChoice: { any: {} } },
  }),
  ...(['nova', 'claude', 'llama', 'mistral', 'cohere'] as const).map((family) =>
    call(
      `Answers${family[0]!.toUpperCase()}${family.slice(1)}`,
      `A model of the family ${family} streams: start, deltas without a block's start, stop, message's stop, metadata.`,
      {},
      { events: textStream },
      models[family].id,
    ),
  ),
  call(
    'CallsTool',
    'A tool call begins with its name and comes in parts.',
    {
      messages: [user('What is the weather in Berlin?')],
      toolConfig: { tools: [weatherTool], toolChoice: { tool: { name: 'get_weather' } } },
      inferenceConfig: { maxTokens: 200 },
    },
    {
      events: ['messageStart', 'contentBlockStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop', 'metadata'],
      params: {
        stream: { 1: { contentBlockStart: { contentBlockIndex: 0, start: { toolUse: { name: 'get_weather' } } } } },
      },
    },
    claude,
  ),
  call(
    'StopsAtMaxTokens',
    'maxTokens cuts the stream, and messageStop says so.',
    { inferenceConfig: { maxTokens: 2 } },
    { events: textStream },
  ),
  refusal(
    'RefusesUnknownModel',
    'A model that does not exist, before any event.',
    { modelId: 'amazon.no-such-model-v1:0' },
    'The provided model identifier is invalid.',
  ),
  refusal(
    'RefusesTemperature',
    'A temperature above 1, before any event.',
    { inferenceConfig: { temperature: 1.5 } },
    { pattern: 'less than or equal to 1' },
  ),
  refusal(
    'RefusesAssistantFirst',
    'A conversation that the assistant begins.',
    { messages: [{ role: 'assistant', content: [{ text: 'Hi' }] }] },
    { pattern: 'conversation must start with a user message' },
  ),
];
