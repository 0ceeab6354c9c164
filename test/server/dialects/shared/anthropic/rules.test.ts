import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../../../../src/server/dialects/anthropic-messages.js';
import type { JsonObject } from '../../../../../src/server/dialects/dialect.js';
import { claudeRules } from '../../../../../src/server/dialects/shared/anthropic/rules/index.js';
import { refusalOf } from '../use-dialect.js';

const haiku3 = { id: 'anthropic.claude-3-haiku-20240307-v1:0', maxOutputTokens: 4096 };
const haiku45 = { id: 'anthropic.claude-haiku-4-5-20251001-v1:0', maxOutputTokens: 64_000 };
const opus48 = { id: 'anthropic.claude-opus-4-8', maxOutputTokens: 128_000 };

const user = (content: JsonObject['content'] = 'Hi'): JsonObject => ({ role: 'user', content: content! });
const assistant = (content: JsonObject['content'] = 'Hello.'): JsonObject => ({ role: 'assistant', content: content! });
const call = { type: 'tool_use', id: 'a', name: 'weather', input: {} };
const result = { type: 'tool_result', tool_use_id: 'a', content: 'Rain' };
const tools = [{ name: 'weather', input_schema: { type: 'object' } }];
const called = [user(), assistant([call]), user([result])];
const text = { type: 'text', text: 'Hello.' };
const thinking = { type: 'enabled', budget_tokens: 1024 };
const mark = (ttl: string) => ({ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral', ttl } });
const say = (...messages: JsonObject[]) => ({ messages });
const from = (url: string) => user([{ type: 'image', source: { type: 'url', url } }]);

/** The rule, the model, what breaks it, the beginning of its words, and what does not. */
const cases: [string, typeof haiku3, JsonObject, string, JsonObject][] = [
  ['some-message', haiku45, say(), 'messages: at least one message', say(user())],
  ['role', haiku45, say({ role: 'system', content: 'Hi' }), 'messages: Unexpected role "system".', { system: 'Hi' }],
  ['max-tokens', haiku3, { max_tokens: 4097 }, 'max_tokens: 4097 > 4096, which is', { max_tokens: 4096 }],
  ['no-sampling', opus48, { top_k: 5 }, '`top_k` is deprecated for this model.', {}],
  ['one-sampler', haiku45, { temperature: 1, top_p: 1 }, '`temperature` and `top_p` cannot both', { top_p: 1 }],
  ['adaptive-thinking', opus48, { thinking }, '"thinking.type.enabled" is not', { thinking: { type: 'adaptive' } }],
  ['thinking-budget', haiku45, { thinking, max_tokens: 1024 }, '`max_tokens` must be greater', { thinking }],
  ['thinking-temperature', haiku45, { thinking, temperature: 0.5 }, '`temperature` may only', { thinking }],
  [
    'thinking-tool-choice',
    haiku45,
    { thinking, tools, tool_choice: { type: 'any' } },
    'Thinking may not be enabled',
    { thinking, tools, tool_choice: { type: 'auto' } },
  ],
  ['tool-names', haiku45, { tools: [...tools, ...tools] }, 'tools: Tool names must be unique.', { tools }],
  [
    'chosen-tool',
    haiku45,
    { tools, tool_choice: { type: 'tool', name: 'news' } },
    "Tool 'news' not found in provided tools",
    { tools, tool_choice: { type: 'tool', name: 'weather' } },
  ],
  ['cache-marks', haiku45, say(user(Array(5).fill(mark('5m')))), 'A maximum of 4 blocks', say(user([mark('5m')]))],
  [
    'cache-order',
    haiku45,
    say(user([mark('5m'), mark('1h')])),
    "messages.0.content.1.cache_control.ttl: a ttl='1h'",
    say(user([mark('1h'), mark('5m')])),
  ],
  [
    'url-source',
    haiku45,
    say(from('https://example.com/a.png')),
    'messages.0.content.0.image.source.base64',
    say(user()),
  ],
  ['first-role', haiku45, say(assistant(), user()), 'messages: first message must use', say(user())],
  ['alternation', haiku3, say(user(), user()), 'messages: roles must alternate', say(user(), assistant(), user())],
  ['some-content', haiku45, say(user([]), assistant(), user()), 'messages.0: all messages must have', say(user())],
  ['some-text', haiku45, say(user([{ type: 'text', text: ' ' }])), 'messages: text content blocks', say(user())],
  [
    'tool-calls',
    haiku45,
    { ...say(user(), assistant(), user([result])), tools },
    'messages.2.content.0: unexpected `tool_use_id` found in `tool_result` blocks: a. Each',
    { ...say(...called), tools },
  ],
  [
    'tool-results',
    haiku45,
    { ...say(user(), assistant([call]), user()), tools },
    'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: a.',
    { ...say(...called), tools },
  ],
  [
    'thinking-signature',
    haiku45,
    say(user(), assistant([{ type: 'thinking', thinking: 'Hm.', signature: 'EqQB' }, text]), user()),
    'messages.1.content.0: Invalid `signature` in `thinking` block',
    say(user(), assistant([text]), user()),
  ],
  [
    'thinking-first',
    haiku45,
    { ...say(...called), tools, thinking },
    'messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`.',
    { ...say(...called), tools },
  ],
  ['no-prefill', opus48, say(user(), assistant()), 'This model does not support assistant message', say(user())],
  [
    'prefill-with-tools',
    haiku45,
    { ...say(...called, assistant()), tools },
    'Your API request included an `assistant` message',
    { ...say(...called, assistant(), user(), assistant()), tools },
  ],
  ['trailing-whitespace', haiku45, say(user(), assistant('It ')), 'messages: final assistant content', say(user())],
  [
    'output-schema',
    haiku45,
    { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
    "output_config.format.schema: For 'object' type",
    { output_config: { format: { type: 'json_schema', schema: { type: 'object', additionalProperties: false } } } },
  ],
  [
    'strict-schema',
    haiku45,
    { tools: [{ ...tools[0]!, strict: true }] },
    "tools.0.custom: For 'object' type",
    { tools },
  ],
];

const ask = (more: JsonObject): JsonObject => ({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 2000,
  messages: [user()],
  ...more,
});

describe("Claude's rules for native bodies", () => {
  it.each(cases)('%s', (rule, model, refused, words, passes) => {
    expect(refusalOf(anthropicMessages, ask(refused), model)).toContain(words);
    expect(refusalOf(anthropicMessages, ask(passes), model)).toBeUndefined();
    const switched = { ...model, isOff: (id: string) => id === `anthropic-messages/${rule}` };
    expect(refusalOf(anthropicMessages, ask(refused), switched) ?? '').not.toContain(words);
  });

  it('are all tried', () => {
    expect(cases.map(([rule]) => `anthropic-messages/${rule}`)).toEqual(claudeRules.map(({ id }) => id));
  });
});
