import {
  type BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  type ConverseCommandInput,
  type ConverseCommandOutput,
  ConverseStreamCommand,
  type Message,
  type ToolResultContentBlock,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';
import { foldConverseStream } from '../support/fold-converse-stream.js';

let server: StartedServer;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  server = await startServer();
  client = createRuntimeClient(server.url, 'h2', { maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

interface Turn {
  content: ContentBlock[];
  stopReason?: string;
}
type Ask = (input: ConverseCommandInput) => Promise<Turn>;

const unary: Ask = async (input) => {
  const { output, stopReason }: ConverseCommandOutput = await client.send(new ConverseCommand(input));
  return { content: output?.message?.content ?? [], stopReason };
};
/** A stream of gpt-oss begins with an empty text, which no request may hold. */
const streamed: Ask = async (input) => {
  const { content, stopReason } = await foldConverseStream(
    (await client.send(new ConverseStreamCommand(input))).stream,
  );
  return { content: content.filter(({ text }) => text !== ''), stopReason };
};

/** What the tools of the agent do. */
const abilities: Record<string, (input: Record<string, string>) => ToolResultContentBlock[]> = {
  get_weather: ({ city }) => [{ json: { city: city!, degrees: 18 } }],
  get_time: () => [{ text: 'It is noon.' }],
};

const toolConfig: ConverseCommandInput['toolConfig'] = {
  tools: [
    {
      toolSpec: {
        name: 'get_weather',
        description: 'The current weather in a city',
        inputSchema: { json: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
      },
    },
    {
      toolSpec: {
        name: 'get_time',
        description: 'The time of day',
        inputSchema: { json: { type: 'object', properties: {} } },
      },
    },
  ],
};

/** The loop of every agent: ask, do what the model calls for, tell it, until it says something. */
async function runAgent(modelId: string, question: string, ask: Ask, more: Partial<ConverseCommandInput> = {}) {
  const messages: Message[] = [{ role: 'user', content: [{ text: question }] }];
  const called: object[] = [];
  for (let round = 0; round < 5; round++) {
    const { content, stopReason } = await ask({ modelId, messages, toolConfig, ...more });
    messages.push({ role: 'assistant', content });
    if (stopReason !== 'tool_use') {
      return { called, answer: content.map(({ text }) => text ?? '').join(''), rounds: round + 1, messages };
    }
    const calls = content.flatMap(({ toolUse }) => (toolUse ? [toolUse] : []));
    called.push(...calls.map(({ name, input }) => ({ name, input })));
    const results = calls.map(({ toolUseId, name, input }) => ({
      toolResult: { toolUseId, content: abilities[name!]!(input as Record<string, string>) },
    }));
    messages.push({ role: 'user', content: results });
  }
  throw new Error('the agent never came to an end');
}

const models = [
  ['Claude', 'us.anthropic.claude-haiku-4-5-20251001-v1:0'],
  ['Nova', 'amazon.nova-lite-v1:0'],
  ['Llama', 'us.meta.llama3-3-70b-instruct-v1:0'],
  ['Mistral', 'mistral.mistral-large-3-675b-instruct'],
  ['gpt-oss', 'openai.gpt-oss-120b-1:0'],
  ['Command R', 'cohere.command-r-v1:0'],
] as const;
/** Models that call tools in whole replies alone. */
const silentInStreams = new Set(['Llama']);

describe.each(models)('an agent with %s', (name, modelId) => {
  const ways = [['unary', unary] as const, ...(silentInStreams.has(name) ? [] : [['streamed', streamed] as const])];

  it.each(ways)('calls a tool, hears its result and answers with it: %s', async (_, ask) => {
    const { called, answer, rounds } = await runAgent(modelId, 'What is the weather in Paris?', ask);
    expect(called).toEqual([{ name: 'get_weather', input: { city: 'Paris' } }]);
    expect(answer).toContain('The tool get_weather said: {"city":"Paris","degrees":18}.');
    expect(rounds).toBe(2);
  });

  it.each(ways)('calls several at once: %s', async (_, ask) => {
    const { called, answer } = await runAgent(modelId, 'The weather in Paris and Rome, and the time?', ask);
    expect(called).toEqual([
      { name: 'get_weather', input: { city: 'Paris' } },
      { name: 'get_weather', input: { city: 'Rome' } },
      { name: 'get_time', input: {} },
    ]);
    expect(answer).toContain('"city":"Rome"');
    expect(answer).toContain('The tool get_time said: It is noon.');
  });

  it.each(ways)('answers at once what no tool is for: %s', async (_, ask) => {
    expect(await runAgent(modelId, 'Hello there', ask)).toMatchObject({ called: [], rounds: 1 });
  });
});

describe('an agent with Llama in a stream', () => {
  it('is told that it cannot be', async () => {
    await expect(runAgent('us.meta.llama3-3-70b-instruct-v1:0', 'The weather?', streamed)).rejects.toMatchObject({
      name: 'ValidationException',
      message: "This model doesn't support tool use in streaming mode.",
    });
  });
});

describe('an agent with a Claude that thinks', () => {
  const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
  const more = {
    inferenceConfig: { maxTokens: 4000 },
    additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } },
  };
  const run = () => runAgent(modelId, 'What is the weather in Paris?', unary, more);

  it('sends its thoughts back signed, and goes on', async () => {
    const { messages, answer } = await run();
    const thoughts = messages.flatMap(({ content = [] }) =>
      content.flatMap(({ reasoningContent }) => reasoningContent ?? []),
    );
    expect(thoughts).toHaveLength(2);
    for (const { reasoningText } of thoughts) expect(reasoningText?.signature).toMatch(/^E[\w+/]{300,}=*$/);
    expect(answer).toContain('The tool get_weather said');
  });

  it('is refused when a thought was changed', async () => {
    const { messages } = await run();
    const changed = structuredClone(messages);
    changed[1]!.content![0]!.reasoningContent!.reasoningText!.text += '!';
    await expect(unary({ modelId, messages: changed.slice(0, 3), toolConfig, ...more })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The model returned the following errors: messages.1.content.0: Invalid `signature` in `thinking` block',
    });
  });
});
