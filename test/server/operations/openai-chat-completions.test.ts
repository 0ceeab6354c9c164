import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';

let server: StartedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

function complete(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer local', ...headers },
    body: JSON.stringify({ model: 'openai.gpt-oss-20b-1:0', messages: [{ role: 'user', content: 'Hello' }], ...body }),
  });
}

interface Completion {
  object: string;
  choices: { finish_reason: string; message: { role: string; content: string } }[];
  usage: Record<'prompt_tokens' | 'completion_tokens' | 'total_tokens', number>;
  message: string;
}

const bodyOf = async (response: Response) => (await response.json()) as Completion;

/** What stands in the `data:` lines. */
async function eventsOf(response: Response): Promise<string[]> {
  return (await response.text())
    .split('\n\n')
    .filter(Boolean)
    .map((line) => line.replace(/^data: /, ''));
}

describe("OpenAI's Chat Completions", () => {
  it('answers with a completion whose usage adds up', async () => {
    const response = await complete({});
    const { choices, usage, object } = await bodyOf(response);
    expect([object, choices[0]?.message.role, choices[0]?.finish_reason]).toEqual([
      'chat.completion',
      'assistant',
      'stop',
    ]);
    expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
    expect(response.headers.get('x-request-id')).toBe(response.headers.get('x-amzn-requestid'));
  });

  it('streams server-sent events that say the same, and ends with [DONE]', async () => {
    const { choices } = await bodyOf(await complete({ temperature: 0 }));
    const response = await complete({ temperature: 0, stream: true, stream_options: { include_usage: true } });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = await eventsOf(response);
    expect(events.at(-1)).toBe('[DONE]');
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event));
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    expect(text.slice(0, 20)).toBe(choices[0]?.message.content.slice(0, 20));
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
  });

  it('serves the same fixtures as every other face', async () => {
    await server.fixtures.add({ match: { prompt: 'colour' }, reply: { text: 'Blue.' } });
    const { choices } = await bodyOf(await complete({ messages: [{ role: 'user', content: 'What colour?' }] }));
    expect(choices[0]?.message.content).toBe('Blue.');
  });

  it.each([
    [{ model: 'openai.gpt-imaginary' }, 400, 'The provided model identifier is invalid.'],
    [{ model: 'amazon.titan-text-express-v1' }, 400, 'The provided model identifier is invalid.'],
    [{ messages: undefined }, 400, 'required key [messages] not found'],
  ])('refuses %j', async (body, status, words) => {
    const response = await complete(body);
    expect(response.status).toBe(status);
    expect((await bodyOf(response)).message).toContain(words);
  });

  it('refuses a guardrail rather than passing it over', async () => {
    const response = await complete({}, { 'x-amzn-bedrock-guardrailidentifier': 'abc' });
    expect(response.status).toBe(400);
  });
});
