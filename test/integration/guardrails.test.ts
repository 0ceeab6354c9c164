import type { BedrockClient, CreateGuardrailCommandInput } from '@aws-sdk/client-bedrock';
import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  type GuardrailTraceAssessment,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient } from '../support/clients.js';
import { createGuardrail, messages } from '../support/guardrails.js';

let server: StartedServer;
let bedrock: BedrockClient;
let runtime: BedrockRuntimeClient;

beforeAll(async () => {
  server = await startServer();
  bedrock = createControlPlaneClient(server.url);
  runtime = createRuntimeClient(server.url);
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';

/** What each operation gives, in one form. */
interface Answer {
  text: string;
  intervened: boolean;
  outputTokens?: number;
  trace?: GuardrailTraceAssessment;
}

type Ask = (guardrail: string, question: string | Message['content'], version?: string) => Promise<Answer>;

const content = (question: string | Message['content']): Message[] => [
  { role: 'user', content: typeof question === 'string' ? [{ text: question }] : question },
];
const guardrailConfig = (guardrailIdentifier: string, guardrailVersion: string) =>
  ({ guardrailIdentifier, guardrailVersion, trace: 'enabled' }) as const;

const converse: Ask = async (guardrail, question, version = 'DRAFT') => {
  const input = { modelId, messages: content(question), guardrailConfig: guardrailConfig(guardrail, version) };
  const reply = await runtime.send(new ConverseCommand(input));
  return {
    text: reply.output?.message?.content?.[0]?.text ?? '',
    intervened: reply.stopReason === 'guardrail_intervened',
    outputTokens: reply.usage?.outputTokens,
    trace: reply.trace?.guardrail,
  };
};

const converseStream: Ask = async (guardrail, question, version = 'DRAFT') => {
  const input = { modelId, messages: content(question), guardrailConfig: guardrailConfig(guardrail, version) };
  const answer: Answer = { text: '', intervened: false };
  for await (const event of (await runtime.send(new ConverseStreamCommand(input))).stream ?? []) {
    answer.text += event.contentBlockDelta?.delta?.text ?? '';
    if (event.messageStop) answer.intervened = event.messageStop.stopReason === 'guardrail_intervened';
    if (event.metadata) answer.trace = event.metadata.trace?.guardrail;
    if (event.metadata) answer.outputTokens = event.metadata.usage?.outputTokens;
  }
  return answer;
};

const nativeInput = (guardrail: string, question: string | Message['content'], version: string) => ({
  modelId,
  contentType: 'application/json',
  body: JSON.stringify({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 200,
    messages: [{ role: 'user', content: question }],
  }),
  guardrailIdentifier: guardrail,
  guardrailVersion: version,
  trace: 'ENABLED' as const,
});

// biome-ignore lint/suspicious/noExplicitAny: a native body, which has no type.
function readNative(text: string, last: any, outputTokens: number): Answer {
  const { input, outputs, ...rest } = last['amazon-bedrock-trace'].guardrail;
  const list = (outputs ?? []) as Record<string, object>[];
  const outputAssessments = Object.fromEntries(
    list.flatMap(Object.entries).map(([id, assessment]) => [id, [assessment]]),
  );
  const intervened = last['amazon-bedrock-guardrailAction'] === 'INTERVENED';
  return { text, intervened, outputTokens, trace: { ...rest, inputAssessment: input, outputAssessments } };
}

const invoke: Ask = async (guardrail, question, version = 'DRAFT') => {
  const reply = await runtime.send(new InvokeModelCommand(nativeInput(guardrail, question, version)));
  const body = JSON.parse(reply.body.transformToString());
  return readNative(body.content[0].text, body, body.usage.output_tokens);
};

const invokeStream: Ask = async (guardrail, question, version = 'DRAFT') => {
  const command = new InvokeModelWithResponseStreamCommand(nativeInput(guardrail, question, version));
  const chunks = [];
  for await (const event of (await runtime.send(command)).body ?? [])
    chunks.push(JSON.parse(Buffer.from(event.chunk?.bytes ?? []).toString()));
  const text = chunks.map((chunk) => chunk.delta?.text ?? '').join('');
  const tokens = chunks.find(({ type }) => type === 'message_delta').usage?.output_tokens ?? 0;
  return readNative(text, chunks.at(-1), tokens);
};

const faces: [string, Ask][] = [
  ['Converse', converse],
  ['ConverseStream', converseStream],
  ['InvokeModel', invoke],
  ['InvokeModelWithResponseStream', invokeStream],
];

const weather: Partial<CreateGuardrailCommandInput> = {
  topicPolicyConfig: { topicsConfig: [{ name: 'Weather', definition: 'Rain, sun and forecasts.', type: 'DENY' }] },
};
const mask: Partial<CreateGuardrailCommandInput> = {
  sensitiveInformationPolicyConfig: {
    piiEntitiesConfig: [{ type: 'EMAIL', action: 'ANONYMIZE' }],
    regexesConfig: [{ name: 'Account', pattern: '\\bA-\\d{4}\\b', action: 'ANONYMIZE' }],
  },
};

describe.each(faces)('%s', (_, ask) => {
  it('blocks an input, at no cost, and asks no model', async () => {
    const id = await createGuardrail(bedrock, weather);
    await server.fixtures.add({ reply: { text: 'Nobody may see this.' } });
    const { text, intervened, outputTokens, trace } = await ask(id, 'What is the weather like in Paris today?');
    expect([text, intervened, outputTokens]).toEqual([messages.blockedInputMessaging, true, 0]);
    expect(trace?.actionReason).toBe('Guardrail blocked.');
    expect(trace?.inputAssessment?.[id]).toMatchObject({
      topicPolicy: { topics: [{ name: 'Weather', type: 'DENY', action: 'BLOCKED', detected: true }] },
      invocationMetrics: {
        usage: { topicPolicyUnits: 1, wordPolicyUnits: 0 },
        guardrailCoverage: { textCharacters: { guarded: 40, total: 40 } },
      },
      appliedGuardrailDetails: { guardrailId: id, guardrailVersion: 'DRAFT', guardrailOwnership: 'SELF' },
    });
    expect(trace?.outputAssessments?.[id]).toBeUndefined();
    expect((await server.journal.entries()).at(-1)?.answeredBy).toBe('guardrail');
  });

  it('blocks an output, whoever gave it', async () => {
    const id = await createGuardrail(bedrock, weather);
    await server.fixtures.add({ reply: { text: 'Rain, says the weather forecast.' } });
    const { text, intervened, outputTokens, trace } = await ask(id, 'What shall I wear?');
    expect([text, intervened]).toEqual([messages.blockedOutputsMessaging, true]);
    expect(outputTokens).toBeGreaterThan(0);
    expect(trace?.actionReason).toBe('No action.\nGuardrail blocked.');
    expect(trace?.modelOutput?.[0]).toContain('Rain, says the weather forecast.');
    expect(trace?.outputAssessments?.[id]?.[0]?.topicPolicy?.topics).toMatchObject([{ action: 'BLOCKED' }]);
  });

  it('masks sensitive information of an output', async () => {
    const id = await createGuardrail(bedrock, mask);
    await server.fixtures.add({ reply: { text: 'Write to jo@example.com about A-1234.' } });
    const { text, intervened, trace } = await ask(id, 'Whom do I ask? I am me@example.com.');
    expect([text, intervened]).toEqual(['Write to {EMAIL} about {Account}.', true]);
    expect(trace?.actionReason).toBe('No action.\nGuardrail masked.');
    expect(trace?.inputAssessment?.[id]?.sensitiveInformationPolicy).toBeUndefined();
    expect(trace?.outputAssessments?.[id]?.[0]?.sensitiveInformationPolicy).toEqual({
      piiEntities: [{ type: 'EMAIL', match: 'jo@example.com', action: 'ANONYMIZED', detected: true }],
      regexes: [{ name: 'Account', regex: '\\bA-\\d{4}\\b', match: 'A-1234', action: 'ANONYMIZED', detected: true }],
    });
  });

  it('lets pass what is nobody’s concern, and says so', async () => {
    const id = await createGuardrail(bedrock, { ...weather, ...mask });
    await server.fixtures.add({ reply: { text: 'Hello there.' } });
    const { text, intervened, trace } = await ask(id, 'Say hi.');
    expect([text, intervened, trace?.actionReason]).toEqual(['Hello there.', false, 'No action.']);
    expect(trace?.outputAssessments?.[id]).toHaveLength(1);
  });

  it('refuses a guardrail or version that nobody created', async () => {
    const id = await createGuardrail(bedrock, weather);
    await expect(ask('abcdefghijkl', 'Hello')).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The provided guardrail identifier is invalid.',
    });
    await expect(ask(id, 'Hello', '1')).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The guardrail identifier or version provided in the request does not exist.',
    });
  });
});

describe.each([faces[0]!, faces[1]!])('%s with guard content', (_, ask) => {
  it('judges that alone', async () => {
    const id = await createGuardrail(bedrock, weather);
    await server.fixtures.add({ reply: { text: 'Hello.' } });
    const { intervened, trace } = await ask(id, [
      { text: 'The weather is fine.' },
      { guardContent: { text: { text: 'Say hello.' } } },
    ]);
    expect(intervened).toBe(false);
    const coverage = trace?.inputAssessment?.[id]?.invocationMetrics?.guardrailCoverage;
    expect(coverage?.textCharacters).toEqual({ guarded: 10, total: 30 });
  });

  const grounded = (query: string) => [
    { text: 'The weather in Paris is sunny today.' },
    {
      guardContent: {
        text: {
          text: 'London is the capital of UK. Tokyo is the capital of Japan.',
          qualifiers: ['grounding_source' as const],
        },
      },
    },
    { guardContent: { text: { text: query, qualifiers: ['query' as const] } } },
  ];
  const filters = (threshold: number) =>
    (['GROUNDING', 'RELEVANCE'] as const).map((type) => ({ type, threshold, action: 'BLOCK' as const }));

  it.each([
    ['Tokyo', false, [1, 1]],
    ['Bananas are yellow', true, [0, 0]],
  ])('holds the answer %s against its source', async (text, blocked, scores) => {
    const id = await createGuardrail(bedrock, { contextualGroundingPolicyConfig: { filtersConfig: filters(0.5) } });
    await server.fixtures.add({ reply: { text } });
    const { intervened, trace } = await ask(id, grounded('What is the capital of Japan? Answer with the city only.'));
    expect(intervened).toBe(blocked);
    expect(trace?.outputAssessments?.[id]?.[0]?.contextualGroundingPolicy?.filters).toMatchObject([
      { type: 'GROUNDING', threshold: 0.5, score: scores[0], detected: blocked },
      { type: 'RELEVANCE', threshold: 0.5, score: scores[1], detected: blocked },
    ]);
    const input = trace?.inputAssessment?.[id]?.invocationMetrics;
    expect(input?.guardrailCoverage?.textCharacters).toEqual({ guarded: 0, total: 151 });
    const output = trace?.outputAssessments?.[id]?.[0]?.invocationMetrics;
    expect(output?.usage?.contextualGroundingPolicyUnits).toBe(1);
  });
});

describe('versions', () => {
  it('judge as they were made, whatever the DRAFT has become', async () => {
    const { CreateGuardrailVersionCommand, UpdateGuardrailCommand } = await import('@aws-sdk/client-bedrock');
    const id = await createGuardrail(bedrock, weather);
    await bedrock.send(new CreateGuardrailVersionCommand({ guardrailIdentifier: id }));
    const update = { guardrailIdentifier: id, name: 'other', ...messages, ...mask };
    await bedrock.send(new UpdateGuardrailCommand(update));
    const question = 'What is the weather like?';
    expect((await converse(id, question, '1')).intervened).toBe(true);
    expect((await converse(id, question)).trace?.inputAssessment?.[id]?.topicPolicy).toBeUndefined();
  });
});
