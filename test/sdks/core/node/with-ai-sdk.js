// What the Vercel AI SDK does with Converse, ConverseStream and InvokeModel: nothing is set but the environment.
import assert from 'node:assert/strict';
import { bedrock } from '@ai-sdk/amazon-bedrock';
import { embed, generateText, jsonSchema, streamText, tool } from 'ai';
import { CLAUDE, NOVA, run } from './checks.js';

const weather = tool({
  description: 'Gives the weather of a city.',
  inputSchema: jsonSchema({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }),
});

/** The text of a stream, or what broke it: streamText says it to onError alone. */
async function stream(prompt) {
  const errors = [];
  const reply = streamText({ model: bedrock(NOVA), prompt, onError: ({ error }) => errors.push(error) });
  const texts = [];
  for await (const text of reply.textStream) texts.push(text);
  if (errors.length > 0) throw errors[0];
  return { texts, finishReason: await reply.finishReason };
}

await run({
  async Converse() {
    const { text, usage } = await generateText({ model: bedrock(NOVA), prompt: 'Name a colour.' });
    assert.ok(text && usage.totalTokens > 0);
  },
  async ConverseTools() {
    const { toolCalls } = await generateText({
      model: bedrock(CLAUDE),
      prompt: 'What is the weather in Berlin?',
      tools: { get_weather: weather },
      toolChoice: 'required',
    });
    assert.ok(toolCalls[0].input.city);
  },
  async ConverseStream() {
    const { texts, finishReason } = await stream('Name a colour.');
    assert.ok(texts.length > 3);
    assert.equal(finishReason, 'stop');
  },
  async BrokenStream() {
    await assert.rejects(stream('break the stream'), { message: /unexpected error during processing/ });
  },
  async InvokeModel() {
    const model = bedrock.embedding('amazon.titan-embed-text-v2:0');
    assert.equal((await embed({ model, value: 'sea' })).embedding.length, 1024);
  },
  async ValidationException() {
    const asked = generateText({ model: bedrock('amazon.no-such-model-v1:0'), prompt: 'Hi' });
    await assert.rejects(asked, /The provided model identifier is invalid\./);
  },
  async ThrottlingRetried() {
    assert.equal((await generateText({ model: bedrock(NOVA), prompt: 'throttle me twice' })).text, 'At last.');
  },
});
