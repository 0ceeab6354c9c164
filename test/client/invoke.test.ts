import { describe, expect, it } from 'vitest';
import { invoke, invokeStream, readAnswerText, textFormatOf } from '../../src/client/invoke.js';
import { collect, useClient } from './use-client.js';

const own = useClient();

describe('the simplest body of a family', () => {
  it.each([
    'amazon.titan-text-express-v1',
    'us.amazon.nova-lite-v1:0',
    'anthropic.claude-v2',
    'us.anthropic.claude-haiku-4-5-20251001-v1:0',
    'cohere.command-text-v14',
    'cohere.command-r-v1:0',
    'meta.llama3-8b-instruct-v1:0',
    'us.meta.llama4-scout-17b-instruct-v1:0',
    'mistral.mistral-7b-instruct-v0:2',
    'mistral.mistral-large-2407-v1:0',
    'us.deepseek.r1-v1:0',
    'openai.gpt-oss-20b-1:0',
    'us.writer.palmyra-x5-v1:0',
  ])('is taken by %s, and its text found in both forms of the answer', async (modelId) => {
    const format = textFormatOf(modelId);
    const body = JSON.stringify(format.body('Good morning', 200));
    const whole = readAnswerText(format, await invoke({ client: own.client, modelId, body }), false);
    const chunks = await collect(invokeStream({ client: own.client, modelId, body }));
    expect(whole).toContain('morning');
    expect(
      chunks
        .map((chunk) => readAnswerText(format, chunk, true))
        .join('')
        .trim(),
    ).toBe(whole.trim());
  });

  it('is taken by models that do not stream', async () => {
    const modelId = 'ai21.j2-mid-v1';
    const format = textFormatOf(modelId);
    const answer = await invoke({ client: own.client, modelId, body: JSON.stringify(format.body('Good morning', 60)) });
    expect(readAnswerText(format, answer, false)).not.toBe('');
  });

  it('is not known of others, which is said in one sentence', () => {
    expect(() => textFormatOf('luma.ray-v2:0')).toThrow(
      /^no body for texts is known for luma\.ray-v2:0; give the body/,
    );
  });
});
