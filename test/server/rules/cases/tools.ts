/** Tools, their calls and their results. */
import { assistant, type Case, call, hi, models, result, text, tool, toolConfig, user } from './case.js';

const { lite, haiku45, llama32, llama33, llama4, mistralLarge, sonnet4 } = models;
const field = (name: string) => `This model doesn't support the ${name} field. Remove ${name} and try again.`;
const choose = (toolChoice: object) => ({ toolConfig: { ...toolConfig, toolChoice: toolChoice as never } });
const offer = (json: unknown) => ({ toolConfig: { tools: [tool('weather', json)] } });
const talk = (...messages: NonNullable<Case['refused']['messages']>) => ({ messages, toolConfig });
const failed = (words: { text: string }[]) => ({
  toolResult: { toolUseId: 'a', status: 'error' as const, content: words },
});

export const tools: Case[] = [
  {
    rule: 'converse/tool-support',
    model: llama32,
    words: "This model doesn't support tool use.",
    refused: { toolConfig },
    passes: {},
    other: llama33,
  },
  {
    rule: 'converse/streaming-tools',
    model: llama4,
    operation: 'ConverseStream',
    words: "This model doesn't support tool use in streaming mode.",
    refused: { toolConfig },
    passes: {},
    other: lite,
  },
  {
    rule: 'converse/tool-config',
    model: lite,
    words: 'The toolConfig field must be defined when using toolUse and toolResult content blocks.',
    refused: { messages: [hi, assistant(call('a')), user(result('a'))] },
    passes: talk(hi, assistant(call('a')), user(result('a'))),
  },
  {
    rule: 'converse/call-ids',
    model: lite,
    words: 'The toolUse blocks at messages.1.content contain duplicate Ids: a',
    refused: talk(hi, assistant(call('a'), call('a')), user(result('a'))),
    passes: talk(hi, assistant(call('a'), call('b')), user(result('a'), result('b'))),
  },
  {
    rule: 'converse/result-ids',
    model: lite,
    words: 'The toolResult blocks at messages.2.content contain duplicate Ids: a',
    refused: talk(hi, assistant(call('a'), call('b')), user(result('a'), result('a'))),
    passes: talk(hi, assistant(call('a'), call('b')), user(result('b'), result('a'))),
  },
  {
    rule: 'converse/result-count',
    model: haiku45,
    words:
      'The number of toolResult blocks at messages.2.content exceeds the number of toolUse blocks of previous turn.',
    refused: talk(hi, assistant(call('a')), user(result('a'), result('b'))),
    passes: talk(hi, assistant(call('a'), call('b')), user(result('a'), result('b'))),
  },
  {
    rule: 'converse/expected-results',
    model: haiku45,
    words: 'Expected toolResult blocks at messages.2.content for the following Ids: a, b',
    refused: talk(hi, assistant(call('a'), call('b')), user(text('And?'))),
    passes: talk(hi, assistant(call('a'), call('b')), user(result('a'), result('b'), text('And?'))),
  },
  {
    rule: 'converse/expected-results',
    model: haiku45,
    words: 'Expected toolResult blocks at messages.2.content for the following Ids: b',
    refused: talk(hi, assistant(call('a'), call('b')), user(result('a')), user(result('b'))),
    passes: talk(hi, assistant(call('a'), call('b')), user(result('a'), result('b'))),
  },
  {
    rule: 'converse/failed-result',
    model: lite,
    words: 'The content field at messages.2.content.0.toolResult cannot be empty when status value is error.',
    refused: talk(hi, assistant(call('a')), user(failed([]))),
    passes: talk(hi, assistant(call('a')), user(failed([{ text: 'No such city' }]))),
  },
  {
    rule: 'converse/text-beside-results',
    model: llama33,
    words: 'messages.2.content: Conversation blocks and tool result blocks cannot be provided in the same turn.',
    refused: talk(hi, assistant(call('a')), user(result('a')), user(text('And?'))),
    passes: talk(hi, assistant(call('a')), user(result('a'))),
    other: llama4,
  },
  {
    rule: 'converse/text-beside-calls',
    model: mistralLarge,
    words: 'messages.1.content: Conversation blocks and tool use blocks cannot be provided in the same turn.',
    refused: talk(hi, assistant(text('I look.'), call('a')), user(result('a'))),
    passes: talk(hi, assistant(call('a')), user(result('a'))),
    other: haiku45,
  },
  {
    rule: 'converse/tool-schema',
    model: haiku45,
    words:
      'The format of the value at toolConfig.tools.0.toolSpec.inputSchema.json is invalid. Provide a json object for the field and try again.',
    refused: offer('{"type":"object"}'),
    passes: offer({ type: 'object' }),
  },
  ...[{}, { type: 'string' }].map((json) => ({
    rule: 'converse/tool-schema-type',
    model: haiku45,
    words: 'The value at toolConfig.tools.0.toolSpec.inputSchema.json.type must be one of the following: object.',
    refused: offer(json),
    passes: offer({ type: 'object' }),
  })),
  {
    rule: 'converse/tool-choice-any',
    model: llama33,
    words: field('toolConfig.toolChoice.any'),
    refused: choose({ any: {} }),
    passes: choose({ auto: {} }),
    other: mistralLarge,
  },
  {
    rule: 'converse/tool-choice-tool',
    model: mistralLarge,
    words: field('toolConfig.toolChoice.tool'),
    refused: choose({ tool: { name: 'weather' } }),
    passes: choose({ any: {} }),
    other: sonnet4,
  },
  {
    rule: 'converse/strict-tools',
    model: lite,
    words: field('strict'),
    refused: { toolConfig: { tools: [{ toolSpec: { ...tool('weather').toolSpec!, strict: true } }] } },
    passes: { toolConfig },
    other: models.gptOss,
  },
];
