/** The generator of conversations: Turns in made-up words that obey what the caller asked of them. */
import type { Conversation, FoldedTurn, Turn, TurnEvent } from '../inference/conversation.js';
import type { ConversationOutput } from '../inference/inference.js';
import { countInputTokens } from '../inference/prompt-text.js';
import { createTurn, type UnfoldOptions } from '../inference/unfold.js';
import { makeAnswer } from './answer.js';
import { readFiles, unreadFiles } from './content/attachments.js';
import type { GenerationContext } from './generator.js';
import { measureLatency } from './latency.js';
import { mixSeeds } from './random.js';

/** Each Turn makes its words when it is asked for, and may be asked again. It waits only for a file that must be read first. */
export function generateConversation(conversation: Conversation, context: GenerationContext): ConversationOutput {
  const inputTokens = countInputTokens(conversation);
  const options = streamForms[context.format];
  const files = unreadFiles(conversation);
  const turns: Turn[] = [];
  for (let index = 0; index < (conversation.count ?? 1); index++) {
    const turn = createTurn(() => makeTurn(conversation, context, inputTokens, index), options);
    turns.push(files.length === 0 ? turn : { [Symbol.asyncIterator]: () => afterReading(files, turn) });
  }
  return { kind: 'conversation', turns };
}

/** How the streams of some families differ from the others' (recorded exchanges). */
const streamForms: Record<string, UnfoldOptions> = {
  'amazon-nova-text': { wholeInput: true },
  'openai-chat': { emptyBeforeReasoning: true },
};

async function* afterReading(files: Uint8Array[], turn: Iterable<TurnEvent>): AsyncGenerator<TurnEvent, void> {
  await readFiles(files);
  yield* turn;
}

function makeTurn(
  conversation: Conversation,
  context: GenerationContext,
  inputTokens: number,
  index: number,
): FoldedTurn {
  const seed = mixSeeds(context.seed, conversation.sampling.seed ?? 0, index);
  const { content, stopReason, stopSequence, outputTokens } = makeAnswer(conversation, context, seed);
  const usage = { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
  return { content, stopReason, stopSequence, usage, latencyMs: measureLatency(context) };
}
