import { InvokeModelWithBidirectionalStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createRuntimeClient } from '../../support/clients.js';
import {
  audio,
  bodyOf,
  type Event,
  end,
  names,
  runs,
  converse as send,
  speech,
  start,
  text,
} from '../../support/sonic.js';

const sonic2 = 'amazon.nova-2-sonic-v1:0';

let server: StartedServer;
let client: ReturnType<typeof createRuntimeClient>;
beforeAll(async () => {
  server = await startServer();
  client = createRuntimeClient(server.url);
});
afterAll(async () => {
  client.destroy();
  await server.close();
});
beforeEach(() => server.reset());

const converse = (...args: Parameters<typeof send> extends [unknown, ...infer Rest] ? Rest : never) =>
  send(client, ...args);

describe('a session with Nova Sonic', () => {
  it('hears speech, plans, speaks and says what it said, with counts', async () => {
    await server.fixtures.add({ match: { system: 'pirate' }, reply: { text: 'Ahoy.' } });
    const events = await converse([...start, ...text('SYSTEM', 'You are a pirate.'), ...audio(speech()), ...end]);
    expect(runs(events)).toEqual([
      'completionStart',
      ...['contentStart', 'textOutput', 'contentEnd'],
      ...['contentStart', 'textOutput', 'contentEnd'],
      ...['contentStart', 'audioOutput', 'contentEnd'],
      ...['contentStart', 'textOutput', 'contentEnd'],
      'usageEvent',
      'completionEnd',
    ]);
    const texts = events.filter((event) => event.textOutput).map(bodyOf);
    expect(texts.map(({ role, content }) => [role, content])).toEqual([
      ['USER', '(0.5 seconds of speech)'],
      ['ASSISTANT', 'Ahoy.'],
      ['ASSISTANT', 'Ahoy.'],
    ]);
    const starts = events.filter((event) => event.contentStart).map(bodyOf);
    expect(
      starts.map(({ role, type, additionalModelFields = '{}' }) => [
        role,
        type,
        JSON.parse(String(additionalModelFields)),
      ]),
    ).toEqual([
      ['USER', 'TEXT', { generationStage: 'FINAL' }],
      ['ASSISTANT', 'TEXT', { generationStage: 'SPECULATIVE' }],
      ['ASSISTANT', 'AUDIO', {}],
      ['ASSISTANT', 'TEXT', { generationStage: 'FINAL' }],
    ]);
    const stops = events.filter((event) => event.contentEnd).map((event) => bodyOf(event).stopReason);
    expect(stops).toEqual(['PARTIAL_TURN', 'PARTIAL_TURN', 'PARTIAL_TURN', 'END_TURN']);
    const samples = Buffer.concat(
      events.filter((event) => event.audioOutput).map((event) => Buffer.from(String(bodyOf(event).content), 'base64')),
    );
    expect(samples.length / 2 / 16_000).toBeCloseTo('Ahoy.'.length * 0.06, 2);
    expect(new Set(events.map((event) => bodyOf(event).completionId)).size).toBe(1);
    const usage = bodyOf(events.find((event) => event.usageEvent)!);
    expect(usage.totalTokens).toBe(Number(usage.totalInputTokens) + Number(usage.totalOutputTokens));
  });

  it('answers at the pause of a speaker who goes on, within one completion', async () => {
    await server.fixtures.add({ reply: [{ text: 'One.' }, { text: 'Two.' }] });
    const events = await converse([
      ...start,
      ...text('SYSTEM', 'Be brief.'),
      ...audio([...speech(), ...speech()]),
      ...end,
    ]);
    const said = events
      .filter((event) => event.textOutput && bodyOf(event).role === 'ASSISTANT')
      .map((event) => bodyOf(event).content);
    expect(said).toEqual(['One.', 'One.', 'Two.', 'Two.']);
    expect(events.filter((event) => event.completionStart)).toHaveLength(1);
  });

  it('calls a tool, and speaks once it has the result', async () => {
    const inputSchema = {
      json: JSON.stringify({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }),
    };
    await server.fixtures.add({ match: { toolResults: ['get_weather'] }, reply: { text: 'It rains.' } });
    await server.fixtures.add({
      match: { prompt: 'Berlin', turn: 1 },
      reply: { toolCalls: [{ name: 'get_weather', input: { city: 'Berlin' } }] },
      times: 1,
    });
    let seen: Event | undefined;
    let tell = () => {};
    const called = new Promise<void>((resolve) => {
      tell = resolve;
    });
    async function* body(): AsyncGenerator<Event> {
      yield start[0]!;
      yield {
        promptStart: {
          ...bodyOf(start[1]!),
          toolUseOutputConfiguration: { mediaType: 'application/json' },
          toolConfiguration: { tools: [{ toolSpec: { name: 'get_weather', description: 'Weather', inputSchema } }] },
        },
      };
      // Words in place of samples: heard as they stand.
      yield* audio([Buffer.from('What is the weather in Berlin?').toString('base64')]);
      await called;
      const contentName = 'result';
      const toolResultInputConfiguration = {
        toolUseId: bodyOf(seen!).toolUseId,
        type: 'TEXT',
        textInputConfiguration: { mediaType: 'text/plain' },
      };
      yield {
        contentStart: {
          ...names,
          contentName,
          type: 'TOOL',
          role: 'TOOL',
          interactive: false,
          toolResultInputConfiguration,
        },
      };
      yield { toolResult: { ...names, contentName, content: '{"weather":"rain"}' } };
      yield { contentEnd: { ...names, contentName } };
      yield* end;
    }
    async function* wire() {
      for await (const event of body()) yield { chunk: { bytes: Buffer.from(JSON.stringify({ event })) } };
    }
    const reply = await client.send(
      new InvokeModelWithBidirectionalStreamCommand({ modelId: 'amazon.nova-sonic-v1:0', body: wire() }),
    );
    const events: Event[] = [];
    for await (const { chunk } of reply.body ?? []) {
      const { event } = JSON.parse(Buffer.from(chunk?.bytes ?? []).toString());
      events.push(event);
      if (event.toolUse) seen = event;
      if (event.usageEvent && seen) tell();
    }
    expect(bodyOf(seen!)).toMatchObject({ toolName: 'get_weather', content: '{"city":"Berlin"}' });
    expect(events.filter((event) => event.textOutput).map((event) => bodyOf(event).content)).toEqual([
      'What is the weather in Berlin?',
      'It rains.',
      'It rains.',
    ]);
  });

  it('answers what is written to the second Sonic', async () => {
    const written = text('USER', 'What is a fjord?', { interactive: true });
    const events = await converse([...start, ...written, ...end], sonic2);
    expect(events.filter((event) => event.audioOutput).length).toBeGreaterThan(3);
  });

  it('is in the journal, with its usage', async () => {
    await converse([...start, ...audio(speech()), ...end]);
    await expect
      .poll(() => server.journal.entries())
      .toMatchObject([
        {
          operation: 'InvokeModelWithBidirectionalStream',
          completed: true,
          usage: { outputTokens: expect.any(Number) },
        },
      ]);
  });
});

describe('what a session refuses, within the stream', () => {
  const invalid = 'Invalid input request, please fix your input and try again.';
  const cases: [string, Event[]][] = [
    ['a prompt before the session', start.slice(1)],
    ['content without a prompt', [start[0]!, ...text('USER', 'Hi')]],
    ['another prompt’s name', [...start, { textInput: { promptName: 'other', contentName: 'a', content: 'Hi' } }]],
    ['text for content that is not open', [...start, { textInput: { ...names, contentName: 'a', content: 'Hi' } }]],
    [
      'audio for text',
      [...start, text('USER', 'a')[0]!, { audioInput: { ...names, contentName: 'USER a', content: 'AAAA' } }],
    ],
    ['an event that is none', [start[0]!, { promptBegin: {} }]],
    ['a prompt without audio', [...start, ...text('USER', 'Hi'), ...end]],
    [
      'a tool whose schema is no JSON',
      [
        start[0]!,
        {
          promptStart: {
            ...names,
            toolConfiguration: { tools: [{ toolSpec: { name: 'a', inputSchema: { json: '{' } } }] },
          },
        },
      ],
    ],
  ];
  it.each(cases)('%s', async (_what, events) => {
    await expect(converse(events)).rejects.toMatchObject({ name: 'ValidationException', message: invalid });
  });

  it('a model that holds no sessions, before the stream', async () => {
    await expect(converse(start, 'amazon.nova-lite-v1:0')).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('time', () => {
  /** Sends these, and then nothing until the server has had its say. */
  async function* thenWait(events: Event[], over: Promise<unknown>): AsyncGenerator<Event> {
    yield* events;
    await over;
  }

  it.each([
    [175_001, 'ValidationException', /InternalErrorCode=531/],
    [480_001, 'ModelTimeoutException', /timed out/],
  ])('ends a session after %d ms', async (milliseconds, name, message) => {
    await server.clock.freeze();
    let release = () => {};
    const over = new Promise<void>((resolve) => {
      release = resolve;
    });
    const refused = converse(thenWait(start, over)).then(
      () => undefined,
      (error: Error) => error,
    );
    await expect.poll(() => server.journal.entries().then(() => true)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await server.clock.advance(milliseconds);
    expect(await refused).toMatchObject({ name, message: expect.stringMatching(message) });
    release();
  });
});
