/** The words of a reply: what was asked and who answers, then sentences of the small language model. */
import type { Conversation, Sampling } from '../inference/conversation.js';
import { blockText, lastUserMessage } from '../inference/prompt-text.js';
import { askedText, modelNickname, quote } from './asked.js';
import { hashText } from './random.js';
import { sampleText } from './sampler.js';

/** Fewest sampled words; the topic adds up to as many as `wordSpread`. */
const fewestWords = 18;
const wordSpread = 10;

const parameterNames: [keyof Sampling, string][] = [
  ['temperature', 'temperature'],
  ['topP', 'top-p'],
  ['topK', 'top-k'],
  ['frequencyPenalty', 'frequency penalty'],
  ['presencePenalty', 'presence penalty'],
  ['countPenalty', 'count penalty'],
  ['seed', 'seed'],
];

/** The whole reply, before any limit. A caller who began it himself with an assistant message gets sampled words alone. */
export function replyText(conversation: Conversation, random: () => number): string {
  const topic = hashText(askedText(conversation));
  const words = fewestWords + (topic % wordSpread);
  const sampled = sampleText({ sampling: conversation.sampling, topic, words, random });
  if (conversation.messages.at(-1)?.role === 'assistant') return sampled;
  return `${opening(conversation)} ${sampled}`;
}

/** What a model thinks before it answers. */
export function reasoningText(conversation: Conversation, random: () => number): string {
  const asked = askedText(conversation);
  const sampled = sampleText({ sampling: conversation.sampling, topic: hashText(asked) ^ 1, words: 8, random });
  return `I am to answer "${quote(asked, 60)}", and this is what comes to mind. ${sampled}`;
}

function opening(conversation: Conversation): string {
  const parameters = parameterNames
    .filter(([name]) => conversation.sampling[name] !== undefined)
    .map(([name, words]) => `${words} ${conversation.sampling[name]}`);
  const given = parameters.length === 0 ? '' : ` with ${parameters.join(', ')}`;
  const model = modelNickname(conversation.modelId);
  return `${heard(conversation)} This is bedrock-local in place of ${model}${given}; its words are made up.`;
}

/** What came in: results of tools, else the last user's words, else the kinds of blocks. */
function heard(conversation: Conversation): string {
  const content = lastUserMessage(conversation)?.content ?? [];
  const results = content.flatMap((block) => (block.toolResult ? [block.toolResult] : []));
  if (results.length > 0) {
    return results
      .map((result) => {
        const verb = result.status === 'error' ? 'failed with' : 'said';
        const text = quote(blockText({ toolResult: result }) || 'nothing', 100);
        return `The tool ${toolName(conversation, result.toolUseId)} ${verb}: ${text}`.replace(/(?<![.!?])$/, '.');
      })
      .join(' ');
  }
  const asked = askedText(conversation);
  if (asked === '') return `You sent: ${content.map((block) => Object.keys(block)[0]).join(', ') || 'nothing'}.`;
  const quoted = quote(asked, 60);
  return `You ${asked.endsWith('?') ? 'asked' : 'said'}: "${quoted}"${/[.!?]$/.test(quoted) ? '' : '.'}`;
}

function toolName(conversation: Conversation, toolUseId: string | undefined): string {
  const blocks = conversation.messages.flatMap((message) => message.content ?? []);
  return blocks.find((block) => block.toolUse?.toolUseId === toolUseId)?.toolUse?.name ?? toolUseId ?? '';
}
