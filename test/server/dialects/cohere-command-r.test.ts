import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohereCommandR } from '../../../src/server/dialects/cohere-command-r.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'cohere.command-r-plus-v1:0', maxOutputTokens: 4000 };
const read = (body: JsonObject) => cohereCommandR.read(body, model, false);
const id = (count: number) => `00000000-0000-4000-8000-00000000000${count}`;

const weather = {
  name: 'get_weather',
  description: 'Weather of a city',
  parameter_definitions: {
    city: { description: 'Its name', type: 'str', required: true },
    days: { type: 'int' },
    units: { type: 'List[str]' },
  },
};
const call = { name: 'get_weather', parameters: { city: 'Paris' } };
const callTurn = turnOf('I will look.', {
  content: [
    { text: 'I will look.' },
    { toolUse: { toolUseId: 'tooluse_1', name: 'get_weather', input: { city: 'Paris' } } },
  ],
  stopReason: 'tool_use',
});

describe('cohere-command-r reads', () => {
  it('a message with its history, preamble and settings', () => {
    const body = {
      message: 'And 3 + 3?',
      chat_history: [
        { role: 'USER', message: '2 + 2?' },
        { role: 'CHATBOT', message: '4' },
      ],
      preamble: 'Be brief.',
      max_tokens: 10,
      temperature: 0.8,
      p: 0.9,
      k: 5,
      stop_sequences: ['|'],
      frequency_penalty: 0.5,
      presence_penalty: 0.25,
      seed: 3,
    };
    expect(read(body)).toEqual({
      kind: 'conversation',
      modelId: model.id,
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: '2 + 2?' }] },
        { role: 'assistant', content: [{ text: '4' }] },
        { role: 'user', content: [{ text: 'And 3 + 3?' }] },
      ],
      sampling: {
        maxTokens: 10,
        temperature: 0.8,
        topP: 0.9,
        topK: 5,
        stopSequences: ['|'],
        frequencyPenalty: 0.5,
        presencePenalty: 0.25,
        seed: 3,
      },
    });
  });

  it('a message alone, with the defaults of the family', () => {
    expect(read({ message: 'Hi' }).sampling).toEqual({ temperature: 0.3, topP: 0.75 });
  });

  it('documents as something the model is told', () => {
    const { system } = read({ message: 'Hi', documents: [{ title: 'Penguins', snippet: 'They swim.' }] });
    expect(system).toEqual([{ text: '{"id":"doc_0","title":"Penguins","snippet":"They swim."}' }]);
  });

  it('tools, in JSON schema', () => {
    const json = {
      type: 'object',
      properties: {
        city: { type: 'string', description: 'Its name' },
        days: { type: 'integer' },
        units: { type: 'array' },
      },
      required: ['city'],
    };
    expect(read({ message: 'Hi', tools: [weather] }).toolConfig).toEqual({
      tools: [{ toolSpec: { name: 'get_weather', description: 'Weather of a city', inputSchema: { json } } }],
    });
  });

  it('results of tools as the messages that they came of', () => {
    const results = [{ call, outputs: [{ sky: 'clear' }] }];
    expect(read({ message: 'Hi', tools: [weather], tool_results: results }).messages).toEqual([
      { role: 'user', content: [{ text: 'Hi' }] },
      {
        role: 'assistant',
        content: [{ toolUse: { toolUseId: 'call_0', name: 'get_weather', input: { city: 'Paris' } } }],
      },
      { role: 'user', content: [{ toolResult: { toolUseId: 'call_0', content: [{ json: { sky: 'clear' } }] } }] },
    ]);
  });

  it.each<[string, Json, string]>([
    [
      "Command's body",
      { prompt: 'Hi' },
      '#: required key [message] not found#: extraneous key [prompt] is not permitted',
    ],
    ['top_k', { message: 'Hi', top_k: 5 }, '#: extraneous key [top_k] is not permitted'],
    ['p 1', { message: 'Hi', p: 1 }, '#/p: 1 is not less or equal to 0.99'],
    ['p 0', { message: 'Hi', p: 0 }, '#/p: 0 is not greater or equal to 0.01'],
    ['many tokens', { message: 'Hi', max_tokens: 4001 }, '#/max_tokens: 4001 is not less or equal to 4000'],
    ['a high temperature', { message: 'Hi', temperature: 1.1 }, '#/temperature: 1.1 is not less or equal to 1'],
    [
      'a role that is none',
      { message: 'Hi', chat_history: [{ role: 'user', message: 'x' }] },
      '#/chat_history/0/role: user is not a valid enum value',
    ],
    ['a tool without name', { message: 'Hi', tools: [{}] }, '#/tools/0: required key [name] not found'],
    [
      'a result without call',
      { message: 'Hi', tool_results: [{ outputs: [] }] },
      '#/tool_results/0: required key [call] not found',
    ],
    [
      'an unknown truncation',
      { message: 'Hi', prompt_truncation: 'ON' },
      '#/prompt_truncation: ON is not a valid enum value',
    ],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(cohereCommandR, body, model)).toBe(words);
  });
});

describe('cohere-command-r writes', () => {
  it.each([
    ['end_turn', 'COMPLETE'],
    ['max_tokens', 'MAX_TOKENS'],
    ['stop_sequence', 'STOP_SEQUENCE'],
    ['tool_use', 'COMPLETE'],
  ] as const)('an answer that ended by %s as %s', (stopReason, finish_reason) => {
    const body = { message: 'Hi', chat_history: [{ role: 'USER', message: 'Ho' }] };
    expect(answerOf(cohereCommandR, body, [turnOf('Hello!', { stopReason })], model)).toEqual({
      response_id: `00000000/${id(2)}`,
      text: 'Hello!',
      generation_id: id(3),
      chat_history: [
        { role: 'USER', message: 'Ho' },
        { role: 'USER', message: 'Hi' },
        { role: 'CHATBOT', message: 'Hello!' },
      ],
      finish_reason,
    });
  });

  it('the calls of tools', () => {
    const reply = answerOf(cohereCommandR, { message: 'Hi', tools: [weather] }, [callTurn], model);
    expect(reply).toMatchObject({ text: 'I will look.', tool_calls: [call] });
    expect((reply.chat_history as Json[]).at(-1)).toEqual({
      role: 'CHATBOT',
      message: 'I will look.',
      tool_calls: [call],
    });
  });

  it('citations of what stands in the documents', () => {
    const documents: JsonObject[] = [
      { id: 'swim', snippet: 'Emperor penguins swim in Antarctica.' },
      { snippet: 'Nothing of it.' },
    ];
    const text = 'There are emperor penguins there.';
    const reply = answerOf(cohereCommandR, { message: 'Where?', documents }, [turnOf(text)], model);
    expect(reply.citations).toEqual([{ start: 10, end: 26, text: 'emperor penguins', document_ids: ['swim'] }]);
    expect(reply.documents).toEqual([documents[0]]);
  });

  it('search queries alone where they are asked for', () => {
    const body = { message: 'Who won?', search_queries_only: true };
    expect(answerOf(cohereCommandR, body, [turnOf('Someone.')], model)).toMatchObject({
      text: '',
      is_search_required: true,
      search_queries: [{ text: 'Who won?', generation_id: id(3) }],
    });
  });
});

describe('cohere-command-r streams', () => {
  it('text, and at the end the reply with its counts', () => {
    const chunks = chunksOf(cohereCommandR, { message: 'Hi' }, [turnOf('Hello there, friend.')], model);
    const { text, ...reply } = answerOf(cohereCommandR, { message: 'Hi' }, [turnOf('Hello there, friend.')], model);
    const counts = { input_tokens: 7, output_tokens: 3 };
    expect(chunks).toEqual([
      { is_finished: false, event_type: 'text-generation', text: 'Hello' },
      { is_finished: false, event_type: 'text-generation', text: ' there, friend.' },
      {
        is_finished: true,
        event_type: 'stream-end',
        response: {
          ...reply,
          text,
          meta: { api_version: { version: '1' }, billed_units: counts, tokens: counts },
        },
        finish_reason: 'COMPLETE',
      },
    ]);
  });

  it('calls before the end', () => {
    const chunks = chunksOf(cohereCommandR, { message: 'Hi', tools: [weather] }, [callTurn], model);
    expect(chunks.at(-2)).toEqual({ is_finished: false, event_type: 'tool-calls-generation', tool_calls: [call] });
    expect(chunks.at(-1)).toMatchObject({ event_type: 'stream-end', response: { tool_calls: [call] } });
  });

  it('what folds into the unary answer, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const chunks = chunksOf(cohereCommandR, { message: 'Hi' }, [turnOf(text)], model);
        const reply = answerOf(cohereCommandR, { message: 'Hi' }, [turnOf(text)], model);
        const { meta: _, ...response } = chunks.at(-1)!.response as JsonObject;
        expect(chunks.map((chunk) => chunk.text ?? '').join('')).toBe(text);
        expect(response).toEqual(reply);
      }),
      { numRuns: 100 },
    );
  });
});
