/** Converse: what every family answers, what AWS refuses. */
import { type ContractCase, type Expectation, type Params, single } from '../case.js';
import { models } from '../models.js';
import { claude, nova, paid, png, question, user, weatherTool } from './shared.js';

const call = (
  id: string,
  documentation: string,
  params: Params,
  expect: Expectation = {},
  model = nova,
): ContractCase =>
  single(
    `Converse${id}`,
    documentation,
    'Converse',
    { modelId: model, messages: [user(question)], ...params },
    expect,
    paid(model),
  );

const answered = [
  'output.message.content.0',
  'usage.inputTokens',
  'usage.outputTokens',
  'usage.totalTokens',
  'metrics.latencyMs',
];
const families = ['nova', 'claude', 'llama', 'mistral', 'cohere', 'openai'] as const;

export const converseCases: ContractCase[] = [
  ...families.map((family) =>
    call(
      `Answers${family[0]!.toUpperCase()}${family.slice(1)}`,
      `A model of the family ${family} answers in Converse's form.`,
      { inferenceConfig: { maxTokens: 60 } },
      { requireParams: answered, params: { output: { message: { role: 'assistant' } } } },
      models[family].id,
    ),
  ),
  call(
    'StopsAtMaxTokens',
    'maxTokens cuts the answer, and the stop reason says so.',
    { inferenceConfig: { maxTokens: 2 } },
    {
      params: { stopReason: 'max_tokens' },
    },
  ),
  call(
    'StopsAtSequence',
    'A stop sequence ends the answer and is no part of it.',
    {
      messages: [user('Write the letters A B C D E F in this order, with one space between them, and nothing else.')],
      inferenceConfig: { maxTokens: 60, stopSequences: ['a', 'e', 'i', 'o', 'u', 'D', ' '] },
    },
    { params: { stopReason: 'stop_sequence' } },
    claude,
  ),
  call(
    'TakesSystem',
    'A system prompt is taken.',
    { system: [{ text: 'Answer in one word.' }], inferenceConfig: { maxTokens: 20 } },
    { requireParams: answered },
  ),
  call(
    'TakesImage',
    'An image is taken.',
    {
      messages: [
        { role: 'user', content: [{ text: 'What is this?' }, { image: { format: 'png', source: { bytes: png } } }] },
      ],
      inferenceConfig: { maxTokens: 30 },
    },
    { requireParams: answered },
    claude,
  ),
  call(
    'TakesDocument',
    'A document is taken beside a text.',
    {
      messages: [
        {
          role: 'user',
          content: [
            { text: 'What colour is named?' },
            { document: { format: 'txt', name: 'note', source: { bytes: Buffer.from('The sky is blue.') } } },
          ],
        },
      ],
      inferenceConfig: { maxTokens: 30 },
    },
    { requireParams: answered },
    claude,
  ),
  call(
    'CallsTool',
    'A tool that must be called is called, with input of its schema.',
    {
      messages: [user('What is the weather in Berlin?')],
      toolConfig: { tools: [weatherTool], toolChoice: { any: {} } },
      inferenceConfig: { maxTokens: 200 },
    },
    {
      params: { stopReason: 'tool_use' },
      requireParams: ['output.message.content'],
    },
    claude,
  ),
  {
    id: 'ConverseReturnsToolResult',
    documentation: 'A tool’s result goes back, and the model answers.',
    marks: paid(claude, 800),
    steps: [
      {
        operation: 'Converse',
        as: 'called',
        params: {
          modelId: claude,
          messages: [user('What is the weather in Berlin? Call the tool at once.')],
          toolConfig: { tools: [weatherTool], toolChoice: { tool: { name: 'get_weather' } } },
          inferenceConfig: { maxTokens: 200 },
        },
        expect: { params: { stopReason: 'tool_use' }, requireParams: ['output.message.content.0.toolUse.input.city'] },
      },
      {
        operation: 'Converse',
        params: {
          modelId: claude,
          messages: [
            user('What is the weather in Berlin? Call the tool at once.'),
            { $ref: 'called.output.message' },
            {
              role: 'user',
              content: [
                {
                  toolResult: {
                    toolUseId: { $ref: 'called.output.message.content.0.toolUse.toolUseId' },
                    content: [{ json: { weather: 'rain', degrees: 12 } }],
                  },
                },
              ],
            },
          ],
          toolConfig: { tools: [weatherTool] },
          inferenceConfig: { maxTokens: 200 },
        },
        expect: { params: { stopReason: 'end_turn' }, requireParams: ['output.message.content.0.text'] },
      },
    ],
  },
  call(
    'TakesRequestMetadata',
    'requestMetadata is taken.',
    { requestMetadata: { project: 'contract' }, inferenceConfig: { maxTokens: 10 } },
    { requireParams: answered },
  ),
  call(
    'GivesResponseFields',
    'A field of the model’s own reply is given where it is asked for.',
    {
      additionalModelResponseFieldPaths: ['/stop_sequence'],
      inferenceConfig: { maxTokens: 20 },
    },
    { requireParams: answered },
    claude,
  ),
];
