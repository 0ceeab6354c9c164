import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amazonNovaText as dialect } from '../../../src/server/dialects/amazon-nova-text.js';
import type { JsonObject } from '../../../src/server/dialects/dialect.js';
import type { ContentBlock } from '../../../src/server/inference/conversation.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'amazon.nova-lite-v1:0', maxOutputTokens: 5000 };
const asking = (...content: JsonObject[]): JsonObject => ({ messages: [{ role: 'user', content }] });
const body = asking({ text: 'Hi' });
const bytes = Buffer.from([1, 2, 3]);
const calling = [
  { text: 'Let me see.' },
  { toolUse: { toolUseId: 'tooluse_abc', name: 'weather', input: { city: 'Oslo' } } },
] as ContentBlock[];

describe('amazon-nova-text reads', () => {
  it('both spellings of the settings', () => {
    const sampling = { maxTokens: 100, temperature: 0, topP: 0.9, topK: 20, stopSequences: ['|'] };
    const { topP: top_p, topK: top_k, maxTokens: max_new_tokens, ...same } = sampling;
    expect(dialect.read({ ...body, inferenceConfig: sampling }, model, false).sampling).toEqual(sampling);
    const old = { ...same, max_new_tokens, top_p, top_k };
    expect(dialect.read({ ...body, inferenceConfig: old }, model, false).sampling).toEqual(sampling);
  });

  it('blocks as Converse has them, with bytes read and cache points apart', () => {
    const picture = { format: 'png', source: { bytes: 'AQID' } };
    const asked: JsonObject = {
      ...asking(
        { text: 'Look', cachePoint: { type: 'default' } },
        { image: picture },
        { document: { ...picture, format: 'pdf', name: 'Report' } },
        { video: { format: 'mp4', source: { s3Location: { uri: 's3://bucket/film.mp4' } } } },
        { toolResult: { toolUseId: 't1', status: 'success', content: [{ json: { degrees: 7 } }, { image: picture }] } },
      ),
      schemaVersion: 'messages-v1',
      system: [{ text: 'Be brief.' }],
    };
    const image = { image: { format: 'png', source: { bytes } } };
    const conversation = dialect.read(asked, model, false);
    expect(conversation.system).toEqual([{ text: 'Be brief.' }]);
    expect(conversation.messages[0]!.content).toEqual([
      { text: 'Look' },
      { cachePoint: { type: 'default' } },
      image,
      { document: { format: 'pdf', name: 'Report', source: { bytes } } },
      { video: { format: 'mp4', source: { s3Location: { uri: 's3://bucket/film.mp4' } } } },
      { toolResult: { toolUseId: 't1', status: 'success', content: [{ json: { degrees: 7 } }, image] } },
    ]);
  });

  it('tools as they are, and whether to reason', () => {
    const toolConfig = { tools: [{ toolSpec: { name: 'f', inputSchema: { json: {} } } }], toolChoice: { any: {} } };
    const asked = { ...body, toolConfig, reasoningConfig: { type: 'enabled', maxReasoningEffort: 'low' } };
    expect(dialect.read(asked, model, false)).toMatchObject({ toolConfig, reasoning: {} });
  });

  it.each<[string, JsonObject, string]>([
    ['no messages', {}, '#: required key [messages] not found'],
    [
      'a text for content',
      { messages: [{ role: 'user', content: 'Hi' }] },
      '#/messages/0/content: expected type: JSONArray, found: String',
    ],
    [
      'a block of no known kind',
      asking({ inputText: 'Hi' }),
      '#/messages/0/content/0: required key [toolUse] not found',
    ],
    [
      'a key beside a block',
      asking({ inputText: 'Hi', toolUse: null }),
      '#/messages/0/content/0: extraneous key [inputText] is not permitted',
    ],
    [
      'a result without content',
      asking({ toolResult: { toolUseId: 't' } }),
      '#/messages/0/content/0/toolResult: required key [content] not found',
    ],
    [
      "another family's key, first of two faults",
      { ...body, max_tokens: 5, inferenceConfig: { topP: 2 } },
      '#: extraneous key [max_tokens] is not permitted',
    ],
    ['a message of no one', { messages: [{ content: [] }] }, '#/messages/0: required key [role] not found'],
  ])('and refuses %s', (_, asked, words) => {
    expect(refusalOf(dialect, asked, model)).toBe(words);
  });
});

describe('amazon-nova-text writes', () => {
  it("Converse's message with Nova's own cache counts", () => {
    const turn = turnOf('', { content: calling, stopReason: 'tool_use' });
    expect(answerOf(dialect, body, [turn], model)).toEqual({
      output: {
        message: {
          content: [
            { text: 'Let me see.' },
            {
              toolUse: { name: 'weather', toolUseId: '00000000-0000-4000-8000-000000000001', input: { city: 'Oslo' } },
            },
          ],
          role: 'assistant',
        },
      },
      stopReason: 'tool_use',
      usage: {
        inputTokens: 7,
        outputTokens: 3,
        totalTokens: 10,
        cacheReadInputTokenCount: 0,
        cacheWriteInputTokenCount: 0,
      },
    });
  });

  it('a block for every piece of text, and the input of a tool in one piece', () => {
    const turn = turnOf('', { content: [{ text: 'Hello, how are you all?' }, calling[1]!], stopReason: 'tool_use' });
    const toolUseId = '00000000-0000-4000-8000-000000000001';
    expect(chunksOf(dialect, body, [turn], model)).toEqual([
      { messageStart: { role: 'assistant' } },
      { contentBlockDelta: { delta: { text: 'Hello,' }, contentBlockIndex: 0 } },
      { contentBlockStop: { contentBlockIndex: 0 } },
      { contentBlockDelta: { delta: { text: ' how are you all?' }, contentBlockIndex: 1 } },
      { contentBlockStop: { contentBlockIndex: 1 } },
      { contentBlockStart: { start: { toolUse: { toolUseId, name: 'weather' } }, contentBlockIndex: 2 } },
      { contentBlockDelta: { delta: { toolUse: { input: '{"city":"Oslo"}' } }, contentBlockIndex: 2 } },
      { contentBlockStop: { contentBlockIndex: 2 } },
      { messageStop: { stopReason: 'tool_use' } },
      {
        metadata: {
          usage: { inputTokens: 7, outputTokens: 3, cacheReadInputTokenCount: 0, cacheWriteInputTokenCount: 0 },
          metrics: {},
          trace: {},
        },
      },
    ]);
  });

  it('texts that fold into the unary answer', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), (text) => {
        const unary = answerOf(dialect, body, [turnOf(text)], model) as {
          output: { message: { content: JsonObject[] } };
        };
        const chunks = chunksOf(dialect, body, [turnOf(text)], model) as {
          contentBlockDelta?: { delta: JsonObject };
        }[];
        const streamed = chunks.map((chunk) => chunk.contentBlockDelta?.delta.text ?? '').join('');
        expect([{ text: streamed }]).toEqual(unary.output.message.content);
      }),
      { numRuns: 100 },
    );
  });
});
