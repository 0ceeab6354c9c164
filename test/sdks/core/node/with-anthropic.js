// What Anthropic's SDK does with InvokeModel: nothing is set but the environment, of which it reads ANTHROPIC_BEDROCK_BASE_URL.
import assert from 'node:assert/strict';
import AnthropicBedrock from '@anthropic-ai/bedrock-sdk';
import { CLAUDE, run } from './checks.js';

const client = new AnthropicBedrock();

const asked = (text, more = {}) => ({
  model: CLAUDE,
  max_tokens: 200,
  messages: [{ role: 'user', content: text }],
  ...more,
});

const weather = {
  name: 'get_weather',
  description: 'Gives the weather of a city.',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

await run({
  async InvokeModel() {
    const reply = await client.messages.create(asked('Name a colour.'));
    assert.ok(reply.content[0].text && reply.usage.output_tokens > 0);
  },
  async InvokeModelTools() {
    const tools = { tools: [weather], tool_choice: { type: 'any' } };
    const reply = await client.messages.create(asked('What is the weather in Berlin?', tools));
    assert.equal(reply.stop_reason, 'tool_use');
    assert.ok(reply.content.find((block) => block.type === 'tool_use').input.city);
  },
  async InvokeModelWithResponseStream() {
    const message = await client.messages.stream(asked('Name a colour.')).finalMessage();
    assert.ok(message.content[0].text && message.usage.output_tokens > 0);
  },
  async BrokenStream() {
    const broken = client.messages.stream(asked('break the stream')).finalMessage();
    await assert.rejects(broken, /modelStreamErrorException/);
  },
  async ValidationException() {
    const wrong = client.messages.create(asked('Hi', { model: 'anthropic.no-such-model-v1:0' }));
    await assert.rejects(wrong, /The provided model identifier is invalid\./);
  },
  async ThrottlingRetried() {
    assert.equal((await client.messages.create(asked('throttle me twice'))).content[0].text, 'At last.');
  },
});
