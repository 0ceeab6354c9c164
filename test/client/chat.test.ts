import { ConverseCommand, type ConverseStreamCommand, type Message } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { type ChatOptions, type ChatTerminal, chat } from '../../src/client/chat.js';

const usage = { inputTokens: 3, outputTokens: 2, totalTokens: 5 };

/** A runtime client that answers each call with the next of `replies` and keeps what it was sent. */
function fakeClient(...replies: (string | Error)[]) {
  const calls: { name: string; input: { messages?: Message[] } & Record<string, unknown> }[] = [];
  async function send(command: ConverseCommand | ConverseStreamCommand) {
    calls.push({ name: command.constructor.name, input: structuredClone(command.input) as never });
    const reply = replies.shift() ?? '';
    if (reply instanceof Error) throw reply;
    if (command instanceof ConverseCommand)
      return { output: { message: { role: 'assistant', content: [{ text: reply }] } }, stopReason: 'end_turn', usage };
    const deltas = reply
      .split(/(?<= )/)
      .map((text) => ({ contentBlockDelta: { contentBlockIndex: 0, delta: { text } } }));
    return {
      stream: (async function* () {
        yield { messageStart: { role: 'assistant' } };
        yield* deltas;
        if (reply.endsWith('!')) throw new Error('cut off');
        yield { messageStop: { stopReason: 'end_turn' } };
      })(),
    };
  }
  return { calls, client: { send } as unknown as ChatOptions['client'] };
}

async function talk(
  lines: string[],
  client: ChatOptions['client'],
  { signal, ...options }: Partial<ChatOptions> & Partial<Pick<ChatTerminal, 'signal'>> = {},
) {
  const written: string[] = [];
  const notes: string[] = [];
  const terminal: ChatTerminal = {
    lines: (async function* () {
      yield* lines;
    })(),
    ask: () => written.push('?'),
    write: (text) => written.push(text),
    note: (text) => notes.push(text),
    complain: (error) => written.push(`! ${(error as Error).message}`),
    signal: signal ?? (() => new AbortController().signal),
  };
  const failed = await chat({ client, modelId: 'amazon.nova-lite-v1:0', stream: false, ...options }, terminal);
  return { written, notes, failed };
}

const user = (text: string) => ({ role: 'user', content: [{ text }] });
const assistant = (text: string) => ({ role: 'assistant', content: [{ text }] });

describe('chat', () => {
  it('sends the whole history with every turn', async () => {
    const { client, calls } = fakeClient('Hello.', 'Fine.');
    const { written } = await talk(['Hi', '', '  How are you?  '], client);
    expect(written).toEqual(['?', 'Hello.', '\n', '?', '?', 'Fine.', '\n', '?']);
    expect(calls.map((call) => call.input.messages)).toEqual([
      [user('Hi')],
      [user('Hi'), assistant('Hello.'), user('How are you?')],
    ]);
  });

  it('shows a stream as it is made and remembers it whole', async () => {
    const { client, calls } = fakeClient('One two three', 'Four');
    const { written } = await talk(['a', 'b'], client, { stream: true });
    expect(written.slice(0, 6)).toEqual(['?', 'One ', 'two ', 'three', '\n', '?']);
    expect(calls[1]).toMatchObject({
      name: 'ConverseStreamCommand',
      input: { messages: [user('a'), assistant('One two three'), user('b')] },
    });
  });

  it('passes system prompt and inference parameters on', async () => {
    const { client, calls } = fakeClient('Arr.');
    await talk(['Hi'], client, { system: 'Be a pirate.', inferenceConfig: { temperature: 0.5 } });
    expect(calls[0]!.input).toMatchObject({
      modelId: 'amazon.nova-lite-v1:0',
      system: [{ text: 'Be a pirate.' }],
      inferenceConfig: { temperature: 0.5 },
    });
  });

  it.each([
    ['a refusal', [new Error('refused'), 'Yes.'], false],
    ['a stream that breaks', ['half!', 'Yes.'], true],
    ['an answer without text', ['', 'Yes.'], false],
  ])('forgets a turn that fails: %s', async (_, replies, stream) => {
    const { client, calls } = fakeClient(...replies);
    const { failed } = await talk(['one', 'two'], client, { stream });
    expect(failed).toBe(1);
    expect(calls[1]!.input.messages).toEqual([user('two')]);
  });

  it.each(['exit', 'quit', '/quit'])('ends at %s', async (word) => {
    const { client, calls } = fakeClient('Hello.');
    await talk(['Hi', word, 'more'], client);
    expect(calls).toHaveLength(1);
  });

  it('says after each answer what it cost', async () => {
    const { client } = fakeClient('Hello.');
    const { notes } = await talk(['Hi'], client);
    expect(notes).toEqual([expect.stringMatching(/^\[3 in \+ 2 out tokens, \d+ ms\]$/)]);
  });

  it('changes model and system prompt between turns', async () => {
    const { client, calls } = fakeClient('One.', 'Two.');
    await talk(['a', '/model meta.llama3-8b-instruct-v1:0', '/system Be brief.', 'b'], client);
    expect(calls[1]!.input).toMatchObject({
      modelId: 'meta.llama3-8b-instruct-v1:0',
      system: [{ text: 'Be brief.' }],
      messages: [user('a'), assistant('One.'), user('b')],
    });
  });

  it('begins a message with a slash where two are written', async () => {
    const { client, calls } = fakeClient('A folder.');
    await talk(['//etc is what?'], client);
    expect(calls[0]!.input.messages).toEqual([user('/etc is what?')]);
  });

  it('says of a command that is none what there is, and asks nobody', async () => {
    const { client, calls } = fakeClient();
    const { written, failed } = await talk(['/modle x'], client);
    expect(written).toContain('! there is no command /modle; /help lists them, and // begins a message with a slash');
    expect({ failed, calls }).toEqual({ failed: 1, calls: [] });
  });

  it('does not call a turn failed that was stopped', async () => {
    const stopped = AbortSignal.abort();
    const { client, calls } = fakeClient(new Error('Request aborted'), 'Yes.');
    const signals = [stopped, new AbortController().signal];
    const { notes, failed } = await talk(['one', 'two'], client, { signal: () => signals.shift()! });
    expect(notes[0]).toMatch(/^\[stopped/);
    expect(calls[1]!.input.messages).toEqual([user('two')]);
    expect(failed).toBe(0);
  });
});
