import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateConversation } from '../../../src/server/generation/conversation.js';
import type { Message, ToolConfiguration, TurnEvent } from '../../../src/server/inference/conversation.js';
import { countTokens } from '../../../src/server/inference/tokens.js';
import { asking, context, kindsOf, reply, textOf } from './requests.js';
import { toolSchema } from './schema/schemas.js';

const tools = [
  {
    toolSpec: {
      name: 'get_weather',
      description: 'Get the current weather for a city',
      inputSchema: { json: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
    },
  },
] as ToolConfiguration['tools'];
const question = 'What is the weather in Paris and Rome?';
const calling = (sampling = {}, toolChoice?: ToolConfiguration['toolChoice']) =>
  asking(question, sampling, { toolConfig: { tools, toolChoice } });

describe('a reply with tool calls', () => {
  it('says what it is about to call, and calls it for each thing', () => {
    const { content, stopReason, usage } = reply(calling());
    expect(content).toEqual([
      { text: 'I will call get_weather for that.' },
      ...['Paris', 'Rome'].map((city) => ({
        toolUse: {
          toolUseId: expect.stringMatching(/^tooluse_[A-Za-z0-9]{22}$/),
          name: 'get_weather',
          input: { city },
        },
      })),
    ]);
    expect(stopReason).toBe('tool_use');
    const words = [
      'I will call get_weather for that.',
      'get_weather',
      '{"city":"Paris"}',
      'get_weather',
      '{"city":"Rome"}',
    ];
    expect(usage.outputTokens).toBe(words.reduce((sum, text) => sum + countTokens(text), 0));
    const ids = content.flatMap((block) => block.toolUse?.toolUseId ?? []);
    expect(new Set(ids).size).toBe(2);
  });

  it('says nothing where it is made to call, and in families that do not', () => {
    expect(kindsOf(reply(calling({}, { any: {} })))).toEqual(['toolUse', 'toolUse']);
    expect(kindsOf(reply(calling(), { format: 'meta-llama' }))).toEqual(['toolUse', 'toolUse']);
  });

  it('thinks first where that was asked for', () => {
    expect(kindsOf(reply({ ...calling(), reasoning: {} }))).toEqual(['reasoningContent', 'text', 'toolUse', 'toolUse']);
  });

  it('is cut off before an input that does not fit, and counts no token too many', () => {
    const cut = reply(calling({ maxTokens: 25 }));
    expect(cut).toMatchObject({ stopReason: 'max_tokens', usage: { outputTokens: 25 } });
    expect(cut.content.at(-1)).toMatchObject({ toolUse: { input: {} } });
    expect(reply(calling({ maxTokens: 3 })).content).toEqual([{ text: 'I will call' }]);
    expect(reply(calling({ stopSequences: ['call'] }))).toMatchObject({
      content: [{ text: 'I will ' }],
      stopReason: 'stop_sequence',
    });
  });

  it('streams each input as JSON in pieces; Nova in one', () => {
    const inputs = (format: string) =>
      [
        ...(generateConversation(calling({}, { any: {} }), context({ format })).turns[0] as Iterable<TurnEvent>),
      ].flatMap((event) => {
        const delta: { toolUse?: { input: string } } =
          'contentBlockDelta' in event ? (event.contentBlockDelta.delta as object) : {};
        return delta.toolUse?.input ?? [];
      });
    expect(inputs('amazon-nova-text')).toEqual(['{"city":"Paris"}', '{"city":"Rome"}']);
    expect(inputs('anthropic-messages')).toEqual(['', '{"city":"P', 'aris"}', '', '{"city":"R', 'ome"}']);
  });

  it('tells in words what the tool said, so that an agent comes to an end', () => {
    const results = (status: 'success' | 'error'): Message[] => [
      ...calling().messages,
      { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'get_weather', input: { city: 'Paris' } } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: 't1', content: [{ json: { degrees: 18 } }], status } }] },
    ];
    const turn = reply({ ...calling(), messages: results('success') });
    expect(turn.stopReason).toBe('end_turn');
    expect(textOf(turn.content)).toMatch(/^The tool get_weather said: \{"degrees":18\}\. This is bedrock-local/);
    expect(textOf(reply({ ...calling(), messages: results('error') }).content)).toMatch(
      /^The tool get_weather failed with: /,
    );
  });
});

describe('structured output', () => {
  const schema = {
    type: 'object',
    properties: { name: { type: 'string' }, age: { type: 'integer' } },
    required: ['name', 'age'],
    additionalProperties: false,
  };
  const asked = 'Generate a person named John who is 30 years old';

  it('is JSON with what the question holds, as text', () => {
    expect(reply(asking(asked, {}, { outputSchema: schema }))).toMatchObject({
      content: [{ text: '{"name":"John","age":30}' }],
      stopReason: 'end_turn',
    });
  });

  it('is cut like any text', () => {
    const cut = reply(asking(asked, { maxTokens: 4 }, { outputSchema: schema }));
    expect(cut).toMatchObject({ stopReason: 'max_tokens', usage: { outputTokens: 4 } });
    expect('{"name":"John","age":30}'.startsWith(textOf(cut.content))).toBe(true);
  });

  it('comes after thoughts, and not before tools have answered', () => {
    const both = { ...calling(), outputSchema: schema };
    expect(kindsOf(reply(both))).toEqual(['text', 'toolUse', 'toolUse']);
    const thought = reply(asking(asked, {}, { outputSchema: schema, reasoning: {} }));
    expect(thought.content[1]).toEqual({ text: '{"name":"John","age":30}' });
  });

  it('is valid by any schema', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true });
    fc.assert(
      fc.property(toolSchema, (outputSchema) => {
        const said = textOf(reply(asking(asked, {}, { outputSchema })).content);
        expect(ajv.validate(outputSchema, JSON.parse(said)), said).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
