/** The generator of conversations: Turns in made-up words that obey what the caller asked of them. */
import type { ContentBlock, Conversation, FoldedTurn, WholeTurn } from '../inference/conversation.js';
import type { ConversationOutput } from '../inference/inference.js';
import { countInputTokens } from '../inference/prompt-text.js';
import { createSequence } from '../inference/sequence.js';
import { countTokens } from '../inference/tokens.js';
import { createTurn } from '../inference/unfold.js';
import type { GenerationContext } from './generator.js';
import { measureLatency } from './latency.js';
import { type LimitedText, limitText } from './limit-text.js';
import { mixSeeds } from './random.js';
import { reasoningText, replyText } from './reply-text.js';
import { chooseToolCall, type ToolCall } from './tool-call.js';

/** What a Turn says, before it is counted as usage. */
type Answer = Pick<FoldedTurn, 'content' | 'stopReason' | 'stopSequence'> & { outputTokens: number };

/** Each Turn makes its words when it is asked for, never waits, and may be asked again. */
export function generateConversation(conversation: Conversation, context: GenerationContext): ConversationOutput {
  const inputTokens = countInputTokens(conversation);
  const turns: WholeTurn[] = [];
  for (let index = 0; index < (conversation.count ?? 1); index++) {
    turns.push(createTurn(() => makeTurn(conversation, context, inputTokens, index)));
  }
  return { kind: 'conversation', turns };
}

function makeTurn(
  conversation: Conversation,
  context: GenerationContext,
  inputTokens: number,
  index: number,
): FoldedTurn {
  const seed = mixSeeds(context.seed, conversation.sampling.seed ?? 0, index);
  const { content, stopReason, stopSequence, outputTokens } = answer(conversation, context, seed);
  const usage = { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
  return { content, stopReason, stopSequence, usage, latencyMs: measureLatency(context) };
}

function answer(conversation: Conversation, context: GenerationContext, seed: number): Answer {
  const { maxTokens = Number.POSITIVE_INFINITY, stopSequences } = conversation.sampling;
  const { maxOutputTokens = Number.POSITIVE_INFINITY } = context;
  const budget = Math.min(maxTokens, maxOutputTokens);
  const random = createSequence(seed).next;
  const thought = conversation.reasoning ? reason(conversation, context, budget, seed) : undefined;
  const spent = thought?.outputTokens ?? 0;
  if (thought && spent >= budget) return { ...thought, stopReason: 'max_tokens' };
  const call = chooseToolCall(conversation);
  const rest = call
    ? callTool(call, budget - spent, seed)
    : say(limitText(replyText(conversation, random), budget - spent, stopSequences));
  if (!thought) return rest;
  return { ...rest, content: [...thought.content, ...rest.content], outputTokens: spent + rest.outputTokens };
}

function say({ text, tokens, stopReason, stopSequence }: LimitedText): Answer {
  return { content: [{ text }], outputTokens: tokens, stopReason, stopSequence };
}

/** Only Claude signs what it thought (recorded exchanges). */
function reason(conversation: Conversation, context: GenerationContext, budget: number, seed: number): Answer {
  const draws = createSequence(mixSeeds(seed, 1));
  const limit = Math.min(conversation.reasoning?.budgetTokens ?? budget, budget);
  const { text, tokens } = limitText(reasoningText(conversation, draws.next), limit);
  const signature = Buffer.from(draws.token(96)).toString('base64');
  const reasoningContent = { reasoningText: context.format.startsWith('anthropic') ? { text, signature } : { text } };
  return { content: [{ reasoningContent }], outputTokens: tokens, stopReason: 'end_turn' };
}

/** A call whose input does not fit into the tokens that are left is cut off before it, as a model's is. */
function callTool(call: ToolCall, budget: number, seed: number): Answer {
  const toolUseId = `tooluse_${createSequence(mixSeeds(seed, 2)).token(22)}`;
  const tokens = countTokens(call.name) + countTokens(JSON.stringify(call.input));
  const fits = tokens <= budget;
  const toolUse = {
    toolUseId,
    name: call.name,
    input: fits ? call.input : {},
  } as ContentBlock.ToolUseMember['toolUse'];
  return {
    content: [{ toolUse }],
    outputTokens: Math.min(tokens, budget),
    stopReason: fits ? 'tool_use' : 'max_tokens',
  };
}
