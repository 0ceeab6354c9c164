import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ai21Jamba } from '../../../src/server/dialects/ai21-jamba.js';
import { amazonNovaText } from '../../../src/server/dialects/amazon-nova-text.js';
import { anthropicMessages } from '../../../src/server/dialects/anthropic-messages.js';
import { anthropicTextCompletions } from '../../../src/server/dialects/anthropic-text-completions.js';
import { deepseekR1 } from '../../../src/server/dialects/deepseek-r1.js';
import type { ConversationDialect, Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { metaLlama } from '../../../src/server/dialects/meta-llama.js';
import { mistralChat } from '../../../src/server/dialects/mistral-chat.js';
import { mistralInstruct } from '../../../src/server/dialects/mistral-instruct.js';
import { openaiChat } from '../../../src/server/dialects/openai-chat.js';
import { countInputTokens } from '../../../src/server/inference/prompt-text.js';
import { chunksOf, turnOf } from './shared/use-dialect.js';

const chat: JsonObject = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Hi' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
      ],
    },
    {
      role: 'assistant',
      content: 'Hm',
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'a', content: '5' },
  ],
  tools: [{ type: 'function', function: { name: 'f', description: 'd', parameters: {} } }],
  stop: ['|'],
  max_tokens: 5,
  n: 1,
};
const claude: JsonObject = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 2000,
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
  messages: [
    { role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AQID' } }] },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'ok' }] }] },
  ],
  tools: [{ name: 'f', description: 'd', input_schema: {} }],
  tool_choice: { type: 'tool', name: 'f' },
  thinking: { type: 'disabled' },
  stop_sequences: ['|'],
};
const nova: JsonObject = {
  system: [{ text: 'Be brief.' }],
  messages: [
    {
      role: 'user',
      content: [
        { text: 'Hi', cachePoint: { type: 'default' } },
        { image: { format: 'png', source: { bytes: 'AQID' } } },
      ],
    },
    {
      role: 'assistant',
      content: [
        { reasoningContent: { reasoningText: { text: 'Hm' } } },
        { toolUse: { toolUseId: 't', name: 'f', input: {} } },
      ],
    },
    { role: 'user', content: [{ toolResult: { toolUseId: 't', content: [{ text: 'ok' }] } }] },
  ],
  toolConfig: { tools: [{ toolSpec: { name: 'f', inputSchema: { json: {} } } }], toolChoice: { tool: { name: 'f' } } },
  inferenceConfig: { stopSequences: ['|'], maxTokens: 5 },
};

const families: [ConversationDialect, string, JsonObject][] = [
  [anthropicMessages, 'anthropic.claude-sonnet-4-20250514-v1:0', claude],
  [
    anthropicMessages,
    'anthropic.claude-3-5-haiku-20241022-v1:0',
    Object.fromEntries(Object.entries(claude).filter(([key]) => key !== 'thinking')),
  ],
  [anthropicMessages, 'anthropic.claude-sonnet-4-20250514-v1:0', { ...claude, anthropic_beta: ['x'] }],
  [
    anthropicTextCompletions,
    'anthropic.claude-v2',
    { prompt: '\n\nHuman: Hi\n\nAssistant:', max_tokens_to_sample: 5, stop_sequences: ['|'] },
  ],
  [amazonNovaText, 'amazon.nova-lite-v1:0', nova],
  [metaLlama, 'meta.llama3-8b-instruct-v1:0', { prompt: '[INST] Hi [/INST]', images: ['AQID'], max_gen_len: 5 }],
  [mistralInstruct, 'mistral.mistral-7b-instruct-v0:2', { prompt: '[INST] Hi [/INST]', stop: ['|'], max_tokens: 5 }],
  [mistralInstruct, 'mistral.mistral-large-2402-v1:0', chat],
  [mistralChat, 'mistral.pixtral-large-2502-v1:0', chat],
  [openaiChat, 'openai.gpt-oss-20b-1:0', chat],
  [ai21Jamba, 'ai21.jamba-1-5-mini-v1:0', chat],
  [deepseekR1, 'deepseek.r1-v1:0', { prompt: 'Hi', stop: ['|'], max_tokens: 5 }],
];

/** The paths of every value in a body, its own among them. */
function pathsOf(value: Json, path: string[] = []): string[][] {
  const inner = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

function replaceAt(value: Json, [key, ...rest]: string[], by: Json): Json {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as JsonObject) }) as JsonObject;
  copy[key] = replaceAt(copy[key]!, rest, by);
  return copy;
}

describe('a body is read whole or refused, whatever stands in it', () => {
  const rows = families.map(([dialect, id, body]) => ({ id, format: dialect.format, dialect, body }));
  it.each(rows)('$format of $id', ({ id, dialect, body }) => {
    const { read } = dialect;
    const model = { id };
    expect(countInputTokens(read(body, model, false))).toBeGreaterThan(0);
    const value = fc.oneof(
      fc.constantFrom<Json>(null, 0, '', 'x', true, [], {}, [null], [{}]),
      fc.jsonValue() as fc.Arbitrary<Json>,
    );
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(body).slice(1)), value, fc.boolean(), (path, by, isStream) => {
        const broken = replaceAt(body, path, by) as JsonObject;
        try {
          const conversation = read(broken, model, isStream);
          expect(countInputTokens(conversation)).toBeGreaterThanOrEqual(0);
          chunksOf(dialect, broken, [turnOf('Hello')], model);
        } catch (error) {
          expect(error).toMatchObject({ name: 'ValidationException' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
