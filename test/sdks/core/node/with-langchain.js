// What LangChain.js (@langchain/aws) does with Converse, ConverseStream and InvokeModel: nothing is set but the environment.
import assert from 'node:assert/strict';
import { BedrockEmbeddings, ChatBedrockConverse } from '@langchain/aws';
import { tool } from '@langchain/core/tools';
import { CLAUDE, NOVA, run } from './checks.js';

const weather = tool(({ city }) => `It rains in ${city}.`, {
  name: 'get_weather',
  description: 'Gives the weather of a city.',
  schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
});

async function stream(text) {
  const chunks = [];
  for await (const chunk of await new ChatBedrockConverse({ model: NOVA }).stream(text)) chunks.push(chunk);
  return chunks;
}

await run({
  async Converse() {
    const reply = await new ChatBedrockConverse({ model: NOVA }).invoke('Name a colour.');
    assert.ok(reply.text && reply.usage_metadata.total_tokens > 0);
  },
  async ConverseTools() {
    const model = new ChatBedrockConverse({ model: CLAUDE }).bindTools([weather]);
    assert.ok((await model.invoke('What is the weather in Berlin?')).tool_calls[0].args.city);
  },
  async ConverseStream() {
    const chunks = await stream('Name a colour.');
    assert.ok(chunks.length > 3 && chunks.some((chunk) => chunk.text));
  },
  async BrokenStream() {
    await assert.rejects(stream('break the stream'), { message: /unexpected error during processing/ });
  },
  async InvokeModel() {
    const embeddings = new BedrockEmbeddings({ model: 'amazon.titan-embed-text-v2:0' });
    assert.equal((await embeddings.embedQuery('sea')).length, 1024);
  },
  async ValidationException() {
    const asked = new ChatBedrockConverse({ model: 'amazon.no-such-model-v1:0' }).invoke('Hi');
    await assert.rejects(asked, /The provided model identifier is invalid\./);
  },
  async ThrottlingRetried() {
    assert.equal((await new ChatBedrockConverse({ model: NOVA }).invoke('throttle me twice')).text, 'At last.');
  },
});
