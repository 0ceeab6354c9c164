/** The words of a reply: what was asked and who answers, then sentences of the small language model. */
import type { Conversation, Sampling } from '../inference/conversation.js';
import { blockText, lastUserMessage } from '../inference/prompt-text.js';
import { askedText, modelNickname, quote } from './asked.js';
import type { Attachment, Citation } from './content/attachment.js';
import { findAttachments } from './content/attachments.js';
import { pickPassage } from './content/passages.js';
import { hashText } from './random.js';
import { sampleText } from './sampler.js';

/** Words of a reply, and what they are taken from where the caller asked for citations. */
export interface Part {
  text: string;
  citation?: Citation;
}

/** Fewest sampled words; the topic adds up to as many as `wordSpread`. */
const fewestWords = 18;
const wordSpread = 10;

/** Characters of what was asked, of a document and of a tool's result that are quoted. */
const longestQuestion = 60;
const longestPassage = 160;
const longestResult = 300;

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
export function replyParts(conversation: Conversation, random: () => number): Part[] {
  const asked = askedText(conversation);
  const topic = hashText(asked);
  const words = fewestWords + (topic % wordSpread);
  const sampled = sampleText({ sampling: conversation.sampling, topic, words, random });
  if (conversation.messages.at(-1)?.role === 'assistant') return [{ text: sampled }];
  const rest = `${introduction(conversation)} ${sampled}`;
  const quoted = quoteAttachments(conversation, asked);
  const opening = heard(conversation, asked, quoted.length > 0);
  if (quoted.length === 0) return [{ text: `${opening} ${rest}` }];
  return [{ text: opening === '' ? '' : `${opening} ` }, ...quoted, { text: rest }];
}

function introduction(conversation: Conversation): string {
  const parameters = parameterNames
    .filter(([name]) => conversation.sampling[name] !== undefined)
    .map(([name, words]) => `${words} ${conversation.sampling[name]}`);
  const given = parameters.length === 0 ? '' : ` with ${parameters.join(', ')}`;
  return `This is bedrock-local in place of ${modelNickname(conversation.modelId)}${given}; its words are made up.`;
}

/** What came in: results of tools, else the last user's words, else the kinds of blocks where nothing else tells of them. */
function heard(conversation: Conversation, asked: string, hasAttachments: boolean): string {
  const content = lastUserMessage(conversation)?.content ?? [];
  const results = content.flatMap((block) => (block.toolResult ? [block.toolResult] : []));
  if (results.length > 0) {
    return results
      .map(({ toolUseId, content: parts = [], status }) => {
        const said = parts.flatMap((part) =>
          part.text === undefined && part.json === undefined ? [] : blockText(part),
        );
        const verb = status === 'error' ? 'failed with' : 'said';
        const text = quote(said.join('\n') || 'nothing in words', longestResult);
        return `The tool ${toolName(conversation, toolUseId)} ${verb}: ${text}`.replace(/(?<![.!?])$/, '.');
      })
      .join(' ');
  }
  if (asked === '' && hasAttachments) return '';
  if (asked === '') return `You sent: ${content.map((block) => Object.keys(block)[0]).join(', ') || 'nothing'}.`;
  const quoted = quote(asked, longestQuestion);
  return `You ${asked.endsWith('?') ? 'asked' : 'said'}: "${quoted}"${/[.!?]$/.test(quoted) ? '' : '.'}`;
}

function toolName(conversation: Conversation, toolUseId: string | undefined): string {
  const blocks = conversation.messages.flatMap((message) => message.content ?? []);
  return blocks.find((block) => block.toolUse?.toolUseId === toolUseId)?.toolUse?.name ?? toolUseId ?? '';
}

/** A sentence for each attachment. What was sent before is told of only where it has to do with the question. */
function quoteAttachments(conversation: Conversation, asked: string): Part[] {
  const { now, before } = findAttachments(conversation);
  if (now.length === 0 && before.length === 0) return [];
  const isResult = lastUserMessage(conversation)?.content?.some((block) => block.toolResult);
  const related = before.filter(({ passages = [] }) => (pickPassage(passages, asked)?.score ?? 0) > 0);
  return [
    ...now.flatMap((attachment) => tell(isResult ? 'It came with' : 'You sent', attachment, asked)),
    ...related.flatMap((attachment) => tell('Before, you sent', attachment, asked)),
  ];
}

function tell(lead: string, { words, passages = [], cite }: Attachment, asked: string): Part[] {
  const passage = pickPassage(passages, asked)?.passage;
  if (!passage) return [{ text: `${lead} ${words}. ` }];
  if (!cite) return [{ text: `${lead} ${words}, which says: "${quote(passage.text, longestPassage)}". ` }];
  return [{ text: `${lead} ${words}. ` }, { text: passage.text.trim(), citation: cite(passage) }, { text: ' ' }];
}
