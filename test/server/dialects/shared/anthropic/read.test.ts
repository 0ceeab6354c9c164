import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../../src/server/dialects/dialect.js';
import { readMessages } from '../../../../../src/server/dialects/shared/anthropic/read.js';
import { signReasoning } from '../../../../../src/server/inference/reasoning-signature.js';

const model = { id: 'anthropic.claude-sonnet-4-20250514-v1:0', maxOutputTokens: 64_000 };
const read = (more: JsonObject) =>
  readMessages({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 2000, messages: [said('Hi')], ...more }, model);
const said = (content: JsonObject['content'], role = 'user'): JsonObject => ({ role, content: content! });
const pixels = { type: 'base64', media_type: 'image/png', data: 'AQID' };
const bytes = Buffer.from([1, 2, 3]);

describe('readMessages', () => {
  it('reads texts, sampling and the system prompt', () => {
    const conversation = read({
      system: 'Be brief.',
      temperature: 0.5,
      top_k: 40,
      stop_sequences: ['END'],
      messages: [said('Hi'), said([{ type: 'text', text: 'Hello' }], 'assistant'), said('Who?')],
    });
    expect(conversation).toMatchObject({
      kind: 'conversation',
      modelId: model.id,
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        { role: 'assistant', content: [{ text: 'Hello' }] },
        { role: 'user', content: [{ text: 'Who?' }] },
      ],
      sampling: { maxTokens: 2000, temperature: 0.5, topK: 40, stopSequences: ['END'] },
    });
    expect(conversation.toolConfig).toBeUndefined();
    expect(conversation.reasoning).toBeUndefined();
  });

  it('reads pictures and documents as bytes', () => {
    const messages = [
      said([
        { type: 'image', source: pixels },
        {
          type: 'document',
          source: { ...pixels, media_type: 'application/pdf' },
          title: 'Report',
          citations: { enabled: true },
        },
        { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Grass is green.' } },
        { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'One.' }] } },
        {
          type: 'search_result',
          source: 'https://example.com',
          title: 'Found',
          content: [{ type: 'text', text: 'It.' }],
        },
      ]),
    ];
    expect(read({ messages }).messages[0]!.content).toEqual([
      { image: { format: 'png', source: { bytes } } },
      { document: { format: 'pdf', name: 'Report', source: { bytes }, citations: { enabled: true } } },
      { document: { format: 'txt', name: 'Document', source: { text: 'Grass is green.' } } },
      { document: { format: 'txt', name: 'Document', source: { content: [{ text: 'One.' }] } } },
      {
        searchResult: {
          source: 'https://example.com',
          title: 'Found',
          content: [{ text: 'It.' }],
          citations: { enabled: false },
        },
      },
    ]);
  });

  it('reads calls, their results and thoughts', () => {
    const signature = signReasoning('Hm.');
    const messages = [
      said('Weather?'),
      said(
        [
          { type: 'thinking', thinking: 'Hm.', signature },
          { type: 'redacted_thinking', data: 'AQID' },
          { type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Oslo' } },
          { type: 'tool_use', id: 't2', name: 'map', input: {} },
        ],
        'assistant',
      ),
      said([
        { type: 'tool_result', tool_use_id: 't1', content: 'Rain', is_error: false },
        { type: 'tool_result', tool_use_id: 't2', content: [{ type: 'image', source: pixels }], is_error: true },
      ]),
    ];
    const [, answer, results] = read({ messages }).messages;
    expect(answer!.content).toEqual([
      { reasoningContent: { reasoningText: { text: 'Hm.', signature } } },
      { reasoningContent: { redactedContent: bytes } },
      { toolUse: { toolUseId: 't1', name: 'weather', input: { city: 'Oslo' } } },
      { toolUse: { toolUseId: 't2', name: 'map', input: {} } },
    ]);
    expect(results!.content).toEqual([
      { toolResult: { toolUseId: 't1', status: 'success', content: [{ text: 'Rain' }] } },
      {
        toolResult: {
          toolUseId: 't2',
          status: 'error',
          content: [{ image: { format: 'png', source: { bytes } } }],
        },
      },
    ]);
  });

  it('reads tools and which of them to use', () => {
    const tools: Json = [
      { name: 'weather', description: 'Tells it', input_schema: { type: 'object' } },
      { type: 'bash_20250124', name: 'bash' },
    ];
    const offered = [
      { toolSpec: { name: 'weather', description: 'Tells it', inputSchema: { json: { type: 'object' } } } },
      { toolSpec: { name: 'bash', inputSchema: { json: { type: 'object' } } } },
    ];
    const chosen = (tool_choice: JsonObject) => read({ tools, tool_choice }).toolConfig;
    expect(read({ tools }).toolConfig).toEqual({ tools: offered });
    expect(chosen({ type: 'auto' })).toEqual({ tools: offered, toolChoice: { auto: {} } });
    expect(chosen({ type: 'any' })).toEqual({ tools: offered, toolChoice: { any: {} } });
    expect(chosen({ type: 'tool', name: 'bash' })).toEqual({ tools: offered, toolChoice: { tool: { name: 'bash' } } });
    expect(chosen({ type: 'none' })).toBeUndefined();
  });

  it('reads where the cache may be cut', () => {
    const cache_control = { type: 'ephemeral', ttl: '1h' };
    const conversation = read({
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      tools: [{ name: 'f', input_schema: {}, cache_control }],
      messages: [said([{ type: 'text', text: 'Hi', cache_control: null }])],
    });
    expect(conversation.system).toEqual([{ text: 'Be brief.' }, { cachePoint: { type: 'default' } }]);
    expect(conversation.toolConfig?.tools?.[1]).toEqual({ cachePoint: { type: 'default', ttl: '1h' } });
    expect(conversation.messages[0]!.content).toEqual([{ text: 'Hi' }]);
  });

  it('reads whether to think, and keeps what has no neutral word', () => {
    expect(read({ thinking: { type: 'enabled', budget_tokens: 1024 } }).reasoning).toEqual({ budgetTokens: 1024 });
    expect(read({ thinking: { type: 'adaptive' } }).reasoning).toEqual({});
    expect(read({ thinking: { type: 'disabled' } }).reasoning).toBeUndefined();
    expect(read({ metadata: { user_id: 'me' } }).additional).toEqual({ metadata: { user_id: 'me' } });
  });
});
