/** One turn of a chat: what the user said goes out, tools are run as often as the model asks, an answer comes back. */
import {
  type BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  ConverseStreamCommand,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';
import { type Answer, foldEvents } from './fold-events.js';
import type { Session } from './session.js';
import { runTools, toolConfig } from './tools.js';
import { withoutTools } from './without-tools.js';

export interface TurnOutput {
  /** Called with each part of the answer; with a line's end after the last. */
  write(text: string): void;
  /** Called with what happens beside the answer, a line at a time. */
  note(line: string): void;
  /** Aborting it ends the turn. */
  signal: AbortSignal;
}

export interface Turn {
  /** What the turn adds to the conversation, the user's message first. */
  messages: Message[];
  /** Of all the calls of the turn; 0 where the model told none. */
  inputTokens: number;
  outputTokens: number;
  latencyMs: number;
  stopReason?: string;
}

/** A model that never stops asking for tools is not to run up a bill. */
const mostRounds = 10;

const textOf = ({ content = [] }: Message) => content.map((block) => block.text ?? '').join('');

function toInput(session: Session, messages: Message[]) {
  const { modelId, system, inferenceConfig, fields, tools } = session;
  return {
    modelId,
    messages: tools ? messages : withoutTools(messages),
    inferenceConfig,
    ...(system && { system: [{ text: system }] }),
    ...(tools && { toolConfig }),
    ...(fields !== undefined && { additionalModelRequestFields: fields }),
  };
}

async function ask(
  client: Pick<BedrockRuntimeClient, 'send'>,
  session: Session,
  messages: Message[],
  { write, signal: abortSignal }: TurnOutput,
): Promise<Answer> {
  const input = toInput(session, messages);
  if (session.stream) {
    const { stream } = await client.send(new ConverseStreamCommand(input), { abortSignal });
    return foldEvents(stream!, write);
  }
  const { output, stopReason, usage } = await client.send(new ConverseCommand(input), { abortSignal });
  const message = output?.message ?? { role: 'assistant', content: [] };
  if (textOf(message)) write(textOf(message));
  return { message, stopReason, usage };
}

/** Ends the line of what was written, whatever becomes of the answer. */
async function askInLines(...[client, session, messages, output]: Parameters<typeof ask>): Promise<Answer> {
  let written = false;
  const write = (text: string) => {
    written = true;
    output.write(text);
  };
  try {
    return await ask(client, session, messages, { ...output, write });
  } finally {
    if (written) output.write('\n');
  }
}

/** Throws where the answer has no text, since no history may hold that. */
export async function takeTurn(
  client: Pick<BedrockRuntimeClient, 'send'>,
  session: Session,
  content: ContentBlock[],
  output: TurnOutput,
): Promise<Turn> {
  const startedAt = performance.now();
  const messages: Message[] = [{ role: 'user', content }];
  let [inputTokens, outputTokens] = [0, 0];
  for (let round = 0; round < mostRounds; round++) {
    const answer = await askInLines(client, session, [...session.messages, ...messages], output);
    inputTokens += answer.usage?.inputTokens ?? 0;
    outputTokens += answer.usage?.outputTokens ?? 0;
    messages.push(answer.message);
    if (answer.stopReason !== 'tool_use' || !session.tools) {
      if (!textOf(answer.message).trim()) throw new Error('the model answered without any text');
      const latencyMs = Math.round(performance.now() - startedAt);
      return { messages, inputTokens, outputTokens, latencyMs, stopReason: answer.stopReason };
    }
    messages.push({ role: 'user', content: runTools(answer.message, output.note) });
  }
  throw new Error(`the model asked for tools ${mostRounds} times and did not come to an answer`);
}
