import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/server/dialects/dialect.js';
import { metaLlama as dialect } from '../../../src/server/dialects/meta-llama.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'meta.llama3-8b-instruct-v1:0', maxOutputTokens: 2048 };
const head = (speaker: string) => `<|start_header_id|>${speaker}<|end_header_id|>\n\n`;
const templated = `<|begin_of_text|>${head('system')}Be brief.<|eot_id|>${head('user')}Hi<|eot_id|>${head('assistant')}`;

describe('meta-llama reads', () => {
  it('the turns of its template, and its settings', () => {
    expect(dialect.read({ prompt: templated, temperature: 0, top_p: 0.9, max_gen_len: 100 }, model, false)).toEqual({
      kind: 'conversation',
      modelId: model.id,
      system: [{ text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      sampling: { maxTokens: 100, temperature: 0, topP: 0.9 },
    });
  });

  it('a plain prompt with the default length, and pictures', () => {
    const { messages, sampling } = dialect.read({ prompt: 'Look', images: ['AQID'] }, model, false);
    expect(messages[0]!.content).toEqual([
      { text: 'Look' },
      { image: { format: 'png', source: { bytes: Buffer.from([1, 2, 3]) } } },
    ]);
    expect(sampling.maxTokens).toBe(512);
  });

  it.each<[string, JsonObject, string]>([
    ['messages', { messages: [] }, '#: required key [prompt] not found#: extraneous key [messages] is not permitted'],
    ['a long generation', { prompt: 'Hi', max_gen_len: 8192 }, '#/max_gen_len: 8192 is not less or equal to 2048'],
    ["another family's key", { prompt: 'Hi', max_tokens: 5 }, '#: extraneous key [max_tokens] is not permitted'],
    ['an empty prompt', { prompt: '' }, '#/prompt: expected minLength: 1, actual: 0'],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(dialect, body, model)).toBe(words);
  });

  it('and lets Llama 4 say more', () => {
    const llama4 = { id: 'meta.llama4-scout-17b-instruct-v1:0' };
    expect(refusalOf(dialect, { prompt: 'Hi', max_gen_len: 8192 }, llama4)).toBeUndefined();
  });
});

describe('meta-llama writes', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
  ] as const)('an end by %s as %s', (stopReason, stop_reason) => {
    expect(answerOf(dialect, { prompt: templated }, [turnOf('Hello!', { stopReason })], model)).toEqual({
      generation: 'Hello!',
      prompt_token_count: 7,
      generation_token_count: 3,
      stop_reason,
    });
  });

  it('the prompt in the first chunk, what is generated in each, the reason in the last', () => {
    const chunks = chunksOf(dialect, { prompt: 'Hi' }, [turnOf('One two three four five six')], model);
    expect(chunks.map((chunk) => chunk.generation).join('')).toBe('\n\nOne two three four five six');
    expect(chunks.map((chunk) => chunk.prompt_token_count)).toEqual(
      [expect.any(Number), null, null, null].slice(0, chunks.length),
    );
    expect(chunks.map((chunk) => chunk.stop_reason)).toEqual([...chunks.slice(1).map(() => null), 'stop']);
    expect(chunks.at(-1)).toMatchObject({ generation: '', generation_token_count: 3 });
  });

  it('chunks that fold into the unary answer, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const streamed = chunksOf(dialect, { prompt: 'Hi' }, [turnOf(text)], model).map((chunk) => chunk.generation);
        expect(streamed.join('')).toBe(answerOf(dialect, { prompt: 'Hi' }, [turnOf(text)], model).generation);
      }),
      { numRuns: 100 },
    );
  });
});
