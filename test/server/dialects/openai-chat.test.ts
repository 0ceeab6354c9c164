import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { openaiChat as dialect } from '../../../src/server/dialects/openai-chat.js';
import type { ContentBlock } from '../../../src/server/inference/conversation.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'openai.gpt-oss-20b-1:0' };
const qwen = { id: 'qwen.qwen3-32b-v1:0' };
const body: JsonObject = { messages: [{ role: 'user', content: 'Hi' }] };
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const head = { id: `chatcmpl-${uuid(1)}`, created: 1_700_000_000, model: model.id, service_tier: 'auto' };
const callId = `chatcmpl-tool-${uuid(2).replaceAll('-', '')}`;
const content = [
  { reasoningContent: { reasoningText: { text: 'The user wants weather.' } } },
  { text: 'Let me see.' },
  { toolUse: { toolUseId: 'tooluse_a', name: 'weather', input: { city: 'Oslo' } } },
] as ContentBlock[];
const called = turnOf('', { content, stopReason: 'tool_use' });

describe('openai-chat reads', () => {
  it('system, texts, pictures, calls and their results', () => {
    const call = (id: string) => ({ id, type: 'function', function: { name: 'add', arguments: '{"a":2}' } });
    const messages: Json = [
      { role: 'system', content: 'Be brief.' },
      { role: 'developer', content: 'In verse.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
        ],
      },
      { role: 'assistant', content: null, tool_calls: [call('a'), call('b')] },
      { role: 'tool', tool_call_id: 'a', content: '5' },
      { role: 'tool', tool_call_id: 'b', content: '6' },
    ];
    const used = (toolUseId: string) => ({ toolUse: { toolUseId, name: 'add', input: { a: 2 } } });
    expect(dialect.read({ messages }, model, false)).toMatchObject({
      system: [{ text: 'Be brief.' }, { text: 'In verse.' }],
      messages: [
        {
          role: 'user',
          content: [{ text: 'Look' }, { image: { format: 'png', source: { bytes: Buffer.from([1, 2, 3]) } } }],
        },
        { role: 'assistant', content: [used('a'), used('b')] },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 'a', content: [{ text: '5' }] } },
            { toolResult: { toolUseId: 'b', content: [{ text: '6' }] } },
          ],
        },
      ],
    });
  });

  it('settings in every spelling', () => {
    const settings = {
      max_completion_tokens: 9,
      temperature: 2,
      top_p: 1,
      stop: 'END',
      seed: 42,
      frequency_penalty: 1,
      presence_penalty: null,
      n: 2,
    };
    const { sampling, count } = dialect.read({ ...body, ...settings }, model, false);
    expect(sampling).toEqual({
      maxTokens: 9,
      temperature: 2,
      topP: 1,
      stopSequences: ['END'],
      seed: 42,
      frequencyPenalty: 1,
    });
    expect(count).toBe(2);
  });

  it('tools and which of them to use', () => {
    const tools = [{ type: 'function', function: { name: 'f', description: 'd', parameters: { type: 'object' } } }];
    const offered = [{ toolSpec: { name: 'f', description: 'd', inputSchema: { json: { type: 'object' } } } }];
    const chosen = (tool_choice: JsonObject | string) =>
      dialect.read({ ...body, tools, tool_choice }, model, false).toolConfig;
    expect(chosen('auto')).toEqual({ tools: offered });
    expect(chosen('required')).toEqual({ tools: offered, toolChoice: { any: {} } });
    expect(chosen({ type: 'function', function: { name: 'f' } })).toEqual({
      tools: offered,
      toolChoice: { tool: { name: 'f' } },
    });
    expect(chosen('none')).toBeUndefined();
  });

  it('gpt-oss as one that thinks, others where they are asked to', () => {
    const thinks = (asked: JsonObject, named: { id: string }) =>
      dialect.read(asked, named, false).reasoning !== undefined;
    expect([thinks(body, model), thinks(body, qwen), thinks({ ...body, reasoning_effort: 'low' }, qwen)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it.each<[string, JsonObject, string]>([
    ['no messages', {}, '#: required key [messages] not found'],
    ['a message of no one', { messages: [{}] }, '#/messages/0: required key [role] not found'],
    ['a high temperature', { ...body, temperature: 3 }, '#/temperature: 3 is not less or equal to 2'],
  ])('and refuses %s', (_, asked, words) => {
    expect(refusalOf(dialect, asked, model)).toBe(words);
  });
});

describe('openai-chat writes', () => {
  it('a choice for each Turn, thoughts in the text of gpt-oss', () => {
    const message = {
      role: 'assistant',
      content: '<reasoning>The user wants weather.</reasoning>Let me see.',
      refusal: null,
      tool_calls: [{ id: callId, type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }],
    };
    expect(answerOf(dialect, body, [called, turnOf('Hey', { stopReason: 'max_tokens' })], model)).toEqual({
      ...head,
      object: 'chat.completion',
      choices: [
        { index: 0, message, logprobs: null, finish_reason: 'tool_calls' },
        {
          index: 1,
          message: { role: 'assistant', content: 'Hey', refusal: null },
          logprobs: null,
          finish_reason: 'length',
        },
      ],
      usage: { prompt_tokens: 7, completion_tokens: 6, total_tokens: 13 },
    });
  });

  it('thoughts of the others beside it', () => {
    const reply = answerOf(dialect, body, [called], qwen) as { choices: { message: JsonObject }[] };
    expect(reply.choices[0]!.message).toMatchObject({
      content: 'Let me see.',
      reasoning_content: 'The user wants weather.',
    });
  });

  it('deltas, and the usage where it is asked for', () => {
    const asked = { ...body, stream_options: { include_usage: true } };
    const chunks = chunksOf(dialect, asked, [called], model) as {
      choices: { delta: JsonObject; finish_reason: string }[];
    }[];
    const call = { index: 0, type: 'function' };
    expect(chunks.slice(0, -1).map((chunk) => chunk.choices[0]!.delta)).toEqual([
      { role: 'assistant', content: '' },
      { content: '<reasoning>The user wants weather.</reasoning>' },
      { content: 'Let' },
      { content: ' me see.' },
      { tool_calls: [{ ...call, id: callId, function: { name: 'weather', arguments: '{"city":"O' } }] },
      { tool_calls: [{ ...call, function: { arguments: 'slo"}' } }] },
      {},
    ]);
    expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe('tool_calls');
    const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };
    expect(chunks.at(-1)).toEqual({ ...head, object: 'chat.completion.chunk', choices: [], usage });
    expect(chunksOf(dialect, body, [called], model).at(-1)).toMatchObject({ choices: [{ delta: {} }] });
  });

  it('the usage of several Turns once, after the last', () => {
    const asked = { ...body, n: 2, stream_options: { include_usage: true } };
    const chunks = chunksOf(dialect, asked, [turnOf('One'), turnOf('Two')], model);
    expect(chunks.filter((chunk) => chunk.usage)).toEqual([chunks.at(-1)]);
    expect(chunks.at(-1)!.usage).toEqual({ prompt_tokens: 7, completion_tokens: 6, total_tokens: 13 });
  });

  it('a call without arguments as one with none', () => {
    const turn = turnOf('', { content: [{ toolUse: { toolUseId: 'mine', name: 'f', input: {} } }] as ContentBlock[] });
    const [, delta] = chunksOf(dialect, body, [turn], model) as { choices: { delta: JsonObject }[] }[];
    expect(delta!.choices[0]!.delta).toEqual({
      tool_calls: [{ index: 0, id: 'mine', type: 'function', function: { name: 'f', arguments: '{}' } }],
    });
  });

  it('chunks that fold into the unary answer, whatever is said and thought', () => {
    type Reply = { choices: { message: JsonObject }[] };
    type Chunk = { choices: { delta: JsonObject }[] };
    fc.assert(
      fc.property(fc.string(), fc.string(), (thought, text) => {
        const blocks = [{ reasoningContent: { reasoningText: { text: thought } } }, { text }] as ContentBlock[];
        const turn = turnOf('', { content: blocks });
        const streamed = (chunksOf(dialect, body, [turn], model) as Chunk[]).map(
          (chunk) => chunk.choices[0]!.delta.content ?? '',
        );
        expect(streamed.join('')).toBe((answerOf(dialect, body, [turn], model) as Reply).choices[0]!.message.content);
      }),
      { numRuns: 100 },
    );
  });
});
