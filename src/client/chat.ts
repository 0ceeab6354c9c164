/** A chat with a model through Converse or ConverseStream: one line in, one answer out, the history kept. */
import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  type InferenceConfiguration,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';

export interface ChatOptions {
  client: Pick<BedrockRuntimeClient, 'send'>;
  modelId: string;
  /** The system prompt. Default: none. */
  system?: string;
  /** ConverseStream in place of Converse: the answer shows as it is made. */
  stream: boolean;
  inferenceConfig?: InferenceConfiguration;
}

export interface ChatTerminal {
  /** What the user says, line by line. `exit` or `quit` ends the chat, as the end of the lines does. */
  lines: AsyncIterable<string>;
  /** Called when it is the user's turn. */
  ask(): void;
  /** Called with each part of an answer; with a line's end after the last. */
  write(text: string): void;
  /** Called with the error of a turn, which the history then forgets. */
  complain(error: unknown): void;
  /** For the turn that begins: aborting it ends the turn, not the chat. */
  signal(): AbortSignal;
}

type Answer = AsyncGenerator<string, Message>;

function toInput({ modelId, system, inferenceConfig }: ChatOptions, messages: Message[]) {
  return { modelId, messages, inferenceConfig, ...(system && { system: [{ text: system }] }) };
}

const textOf = (message: Message) => (message.content ?? []).map((block) => block.text ?? '').join('');

async function* converse(options: ChatOptions, messages: Message[], abortSignal: AbortSignal): Answer {
  const { output } = await options.client.send(new ConverseCommand(toInput(options, messages)), { abortSignal });
  const message = output?.message ?? { role: 'assistant', content: [] };
  yield textOf(message);
  return message;
}

async function* converseStream(options: ChatOptions, messages: Message[], abortSignal: AbortSignal): Answer {
  const command = new ConverseStreamCommand(toInput(options, messages));
  const { stream = [] } = await options.client.send(command, { abortSignal });
  let text = '';
  for await (const event of stream) {
    const part = event.contentBlockDelta?.delta?.text ?? '';
    text += part;
    if (part) yield part;
  }
  return { role: 'assistant', content: [{ text }] };
}

/** One turn; its message is the model's whole answer. Throws where the answer has no text, since no history may hold that. */
async function takeTurn(options: ChatOptions, messages: Message[], terminal: ChatTerminal): Promise<Message> {
  const answer = (options.stream ? converseStream : converse)(options, messages, terminal.signal());
  let written = false;
  try {
    for (;;) {
      const { value, done } = await answer.next();
      if (done) {
        if (!textOf(value).trim()) throw new Error('the model answered without any text');
        return value;
      }
      terminal.write(value);
      written ||= value !== '';
    }
  } finally {
    if (written) terminal.write('\n');
  }
}

/** Resolves when the lines end, with the number of turns that failed. */
export async function chat(options: ChatOptions, terminal: ChatTerminal): Promise<number> {
  let history: Message[] = [];
  let failed = 0;
  terminal.ask();
  for await (const line of terminal.lines) {
    const text = line.trim();
    if (text === 'exit' || text === 'quit') break;
    if (text) {
      const messages: Message[] = [...history, { role: 'user', content: [{ text }] }];
      try {
        history = [...messages, await takeTurn(options, messages, terminal)];
      } catch (error) {
        failed++;
        terminal.complain(error);
      }
    }
    terminal.ask();
  }
  return failed;
}
