import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../../../../src/server/dialects/anthropic-messages.js';
import type { JsonObject } from '../../../../../src/server/dialects/dialect.js';
import { refusalOf } from '../use-dialect.js';

const idOf = (name: string) => ({ id: `anthropic.claude-${name}`, maxOutputTokens: 4096 });
const haiku3 = idOf('3-haiku-20240307-v1:0');
const haiku35 = idOf('3-5-haiku-20241022-v1:0');
const sonnet4 = idOf('sonnet-4-20250514-v1:0');
const haiku45 = idOf('haiku-4-5-20251001-v1:0');
const opus48 = idOf('opus-4-8');

const user = (content: JsonObject['content']): JsonObject => ({ role: 'user', content: content! });
const assistant = (content: JsonObject['content']): JsonObject => ({ role: 'assistant', content: content! });
const ask = (more: JsonObject = {}): JsonObject => ({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 2000,
  messages: [user('Hi')],
  ...more,
});
const without = (key: string): JsonObject => Object.fromEntries(Object.entries(ask()).filter(([name]) => name !== key));
const refusal = (model: typeof haiku3, body: JsonObject) => refusalOf(anthropicMessages, body, model);
const either = '#: subject must not be valid against schema {"required":["messages"]}';

describe("Bedrock's validator, before Claude 3.7", () => {
  it.each<[string, JsonObject, string]>([
    ['a key of no known name', ask({ stream: true }), `${either}#: extraneous key [stream] is not permitted`],
    ['no limit', without('max_tokens'), `${either}#: required key [max_tokens] not found`],
    [
      'a content that is neither text nor list',
      ask({ messages: [user({ type: 'text' })] }),
      `${either}#/messages/0/content: expected type: String, found: JSONObject#/messages/0/content: expected type: JSONArray, found: JSONObject`,
    ],
    [
      "Converse's body",
      { messages: [user('Hi')], inferenceConfig: {} },
      `${either}#: required key [max_tokens] not found#: required key [anthropic_version] not found#: extraneous key [inferenceConfig] is not permitted`,
    ],
    ['neither messages nor prompt', { max_tokens_to_sample: 5 }, '#: required key [prompt] not found'],
    [
      "Claude 2's body",
      { prompt: '\n\nHuman: Hi\n\nAssistant:', max_tokens_to_sample: 5 },
      '"claude-3-5-haiku-20241022" is not supported on this API. Please use the Messages API instead.',
    ],
  ])('refuses %s', (_, body, words) => {
    expect(refusal(haiku35, body)).toBe(words);
  });

  it('knows no cache before the models that have one, and no thinking', () => {
    const cached = ask({ messages: [user([{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } }])] });
    expect(refusal(haiku35, cached)).toBeUndefined();
    expect(refusal(haiku3, cached)).toContain(
      '#/messages/0/content/0: extraneous key [cache_control] is not permitted',
    );
    expect(refusal(haiku35, ask({ thinking: { type: 'disabled' } }))).toContain('extraneous key [thinking]');
  });
});

describe("Claude's back end, since Claude 3.7", () => {
  it.each<[string, JsonObject, string]>([
    ['a key of no known name', ask({ foo: 1 }), 'foo: Extra inputs are not permitted'],
    ['no limit', without('max_tokens'), 'max_tokens: Field required'],
    ['no messages', without('messages'), 'messages: Field required'],
    ['no version', without('anthropic_version'), 'anthropic_version: Field required'],
    ['a message without content', ask({ messages: [{ role: 'user' }] }), 'messages.0.content: Field required'],
    ['a block without type', ask({ messages: [user([{ text: 'Hi' }])] }), 'messages.0.content.0.type: Field required'],
    ['a tool without schema', ask({ tools: [{ name: 'f' }] }), 'tools.0.custom.input_schema: Field required'],
    [
      'a tool of another service',
      ask({ tools: [{ type: 'web_search_20250305', name: 'web_search' }] }),
      "tools.0: Input tag 'web_search_20250305' found using 'type' does not match any of the expected tags: 'bash_20250124', 'custom', 'text_editor_20250124', 'text_editor_20250429', 'text_editor_20250728'",
    ],
    [
      'little to think with',
      ask({ thinking: { type: 'enabled', budget_tokens: 100 } }),
      'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
    ],
    ['a high temperature', ask({ temperature: 1.5 }), 'temperature: Input should be less than or equal to 1'],
    [
      "Claude 2's body",
      { prompt: 'Human: Hi Assistant:', max_tokens_to_sample: 5 },
      '"claude-sonnet-4-20250514" is not supported on this API. Please use the Messages API instead.',
    ],
  ])('refuses %s', (_, body, words) => {
    expect(refusal(sonnet4, body)).toBe(words);
  });

  it('lets a beta bring keys and tools of its own', () => {
    const body = ask({
      anthropic_beta: ['x-2026'],
      context_management: {},
      tools: [{ type: 'computer_20250124', name: 'c' }],
    });
    expect(refusal(sonnet4, body)).toBeUndefined();
  });
});

const call = { type: 'tool_use', id: 't1', name: 'f', input: {} };
const result = { type: 'tool_result', tool_use_id: 't1', content: 'ok' };

describe('what is well formed and refused all the same', () => {
  it.each<[string, JsonObject, string]>([
    ['no message', ask({ messages: [] }), 'messages: at least one message is required'],
    ['an answer first', ask({ messages: [assistant('Hi')] }), 'messages: first message must use the "user" role'],
    [
      'a system message',
      ask({ messages: [{ role: 'system', content: 'x' }] }),
      'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.',
    ],
    [
      'too many tokens',
      ask({ max_tokens: 5000 }),
      'max_tokens: 5000 > 4096, which is the maximum allowed number of output tokens for claude-sonnet-4-20250514',
    ],
    [
      'an empty block',
      ask({ messages: [user([{ type: 'text', text: '' }])] }),
      'messages: text content blocks must be non-empty',
    ],
    [
      'an empty message',
      ask({ messages: [user('')] }),
      'messages.0: all messages must have non-empty content except for the optional final assistant message',
    ],
    [
      'a blank at the end of a prefill',
      ask({ messages: [user('Hi'), assistant('I am ')] }),
      'messages: final assistant content cannot end with trailing whitespace',
    ],
    [
      'a picture by its address',
      ask({ messages: [user([{ type: 'image', source: { type: 'url', url: 'https://x' } }])] }),
      'messages.0.content.0.image.source.base64.data: URL sources are not supported',
    ],
    [
      'a call without result',
      ask({ messages: [user('Hi'), assistant([call]), user('Well?')] }),
      'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
    ],
    [
      'thoughts longer than the answer',
      ask({ thinking: { type: 'enabled', budget_tokens: 2000 } }),
      '`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size',
    ],
    [
      'thoughts with a temperature',
      ask({ thinking: { type: 'enabled', budget_tokens: 1024 }, temperature: 0 }),
      '`temperature` may only be set to 1 when thinking is enabled. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#important-considerations-when-using-extended-thinking',
    ],
    [
      'thoughts before a forced call',
      ask({
        thinking: { type: 'enabled', budget_tokens: 1024 },
        tools: [{ name: 'f', input_schema: {} }],
        tool_choice: { type: 'any' },
      }),
      'Thinking may not be enabled when tool_choice forces tool use.',
    ],
  ])('%s', (_, body, words) => {
    expect(refusal(sonnet4, body)).toBe(words);
  });

  it('temperature with top_p, by Claude 4.5 and later', () => {
    const words = '`temperature` and `top_p` cannot both be specified for this model. Please use only one.';
    const both = ask({ temperature: 0.7, top_p: 0.3 });
    expect(refusal(haiku45, both)).toBe(words);
    expect(refusal(sonnet4, both)).toBeUndefined();
  });

  it('two messages of one role, by Claude 3', () => {
    const twice = ask({ messages: [user('Hi'), user('there')] });
    expect(refusal(haiku3, twice)).toBe(
      'messages: roles must alternate between "user" and "assistant", but found multiple "user" roles in a row',
    );
    expect(refusal(haiku35, twice)).toBeUndefined();
  });

  it('a prefill, by the models of 2026', () => {
    const begun = ask({ messages: [user('Hi'), assistant('I am')] });
    expect(refusal(opus48, begun)).toBe(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
    expect(refusal(haiku45, begun)).toBeUndefined();
  });

  it('but not results that are spread over messages', () => {
    const other = { ...call, id: 't2' };
    const messages = [user('Hi'), assistant([call, other]), user([result]), user([{ ...result, tool_use_id: 't2' }])];
    expect(refusal(haiku35, ask({ messages }))).toBeUndefined();
  });
});
