import { describe, expect, it } from 'vitest';
import { chooseToolCall } from '../../../src/server/generation/tool-call.js';
import type { Message, ToolConfiguration } from '../../../src/server/inference/conversation.js';
import { countTokens } from '../../../src/server/inference/tokens.js';
import { asking, reply, textOf } from './requests.js';

const toolSpec = (name: string, description: string, properties: Record<string, unknown>) => ({
  toolSpec: {
    name,
    description,
    inputSchema: { json: { type: 'object', properties, required: Object.keys(properties) } },
  },
});

const tools = [
  toolSpec('get_weather', 'Get the current weather for a city', { city: { type: 'string' } }),
  toolSpec('topSong', 'The most popular song played on a radio station', { sign: { type: 'string' } }),
] as ToolConfiguration['tools'];

const calls = (text: string, toolChoice?: ToolConfiguration['toolChoice']) =>
  chooseToolCall(asking(text, {}, { toolConfig: { tools, toolChoice } }))?.name;

describe('chooseToolCall', () => {
  it('calls the tool that the question speaks of', () => {
    expect(calls("What's the weather in Paris?")).toBe('get_weather');
    expect(calls('Which songs are on the radio?')).toBe('topSong');
    expect(calls('Use topSong')).toBe('topSong');
    expect(calls('Hello, how are you today?')).toBeUndefined();
    expect(calls('Which city is the capital of France?', { auto: {} })).toBeUndefined();
  });

  it('always calls one when it must', () => {
    expect(calls('Hello', { any: {} })).toBe('get_weather');
    expect(calls('Play a popular radio station', { any: {} })).toBe('topSong');
    expect(calls('Hello', { tool: { name: 'topSong' } })).toBe('topSong');
    expect(calls('Hello', { tool: { name: 'unknown' } })).toBeUndefined();
  });

  it('calls none where none is on offer', () => {
    expect(chooseToolCall(asking('weather'))).toBeUndefined();
    expect(
      chooseToolCall(asking('weather', {}, { toolConfig: { tools: [{ cachePoint: { type: 'default' } }] } })),
    ).toBeUndefined();
  });
});

describe('a reply with tools', () => {
  const toolConfig = { tools };

  it('is a tool call with an id, and nothing else', () => {
    const turn = reply(asking('What is the weather in Paris?', {}, { toolConfig }));
    expect(turn).toMatchObject({
      content: [
        {
          toolUse: {
            name: 'get_weather',
            input: { city: 'Paris' },
            toolUseId: expect.stringMatching(/^tooluse_[A-Za-z0-9_-]{22}$/),
          },
        },
      ],
      stopReason: 'tool_use',
      usage: { outputTokens: countTokens('get_weather') + countTokens('{"city":"Paris"}') },
    });
  });

  it('thinks first where that was asked for', () => {
    const turn = reply(asking('What is the weather in Paris?', {}, { toolConfig, reasoning: {} }));
    expect(turn.content.map((block) => Object.keys(block)[0])).toEqual(['reasoningContent', 'toolUse']);
    expect(turn.stopReason).toBe('tool_use');
  });

  it('is cut off before an input that does not fit', () => {
    const turn = reply(asking('What is the weather in Paris?', { maxTokens: 3 }, { toolConfig }));
    expect(turn).toMatchObject({
      content: [{ toolUse: { input: {} } }],
      stopReason: 'max_tokens',
      usage: { outputTokens: 3 },
    });
  });

  const results = (status: 'success' | 'error'): Message[] => [
    { role: 'user', content: [{ text: 'What is the weather in Paris?' }] },
    {
      role: 'assistant',
      content: [{ toolUse: { toolUseId: 'tooluse_1', name: 'get_weather', input: { city: 'Paris' } } }],
    },
    {
      role: 'user',
      content: [{ toolResult: { toolUseId: 'tooluse_1', content: [{ json: { degrees: 18 } }], status } }],
    },
  ];

  it('tells in words what the tool said, so that an agent comes to an end', () => {
    const turn = reply(asking('', {}, { toolConfig, messages: results('success') }));
    expect(turn.stopReason).toBe('end_turn');
    expect(textOf(turn.content)).toMatch(/^The tool get_weather said: \{"degrees":18\}\. This is bedrock-local/);
    const failed = reply(asking('', {}, { toolConfig, messages: results('error') }));
    expect(textOf(failed.content)).toMatch(/^The tool get_weather failed with: /);
  });

  it('calls again only when it must', () => {
    const messages = results('success');
    expect(reply(asking('', {}, { messages, toolConfig: { tools, toolChoice: { any: {} } } })).stopReason).toBe(
      'tool_use',
    );
  });
});
