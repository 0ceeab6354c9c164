/** What the caller asked last, as a person would quote it. */
import type { Conversation } from '../inference/conversation.js';
import { lastUserMessage } from '../inference/prompt-text.js';

/** Where the last user's words begin in a prompt that is a whole dialogue in one text. */
const userMark =
  /(?:^|\n)[ \t]*(?:human|user|question|q)\s?:|\[INST\]|<\|(?:start_header_id|im_start)\|>user(?:<\|end_header_id\|>)?/gi;
const answerMark = /(?:^|\n)[ \t]*(?:assistant|bot|answer|ai|a)\s?:|\[\/INST\]|<\|(?:eot_id|im_end)\|>/i;
const systemPart = /<<SYS>>[\s\S]*?<<\/SYS>>/;
/** Characters of what was asked that are looked at. */
const enough = 2000;

/** The text of the last user message, without the marks of a dialogue. `''` where it has none. */
export function askedText(conversation: Conversation): string {
  const content = lastUserMessage(conversation)?.content ?? [];
  const text = content.map((block) => block.text ?? block.guardContent?.text?.text ?? '').join('\n');
  const last = [...text.matchAll(userMark)].at(-1);
  const words = text.slice(last ? last.index + last[0].length : 0).slice(0, enough);
  const asked = words.replace(systemPart, '').split(answerMark)[0]!.trim();
  return asked || text.slice(0, enough).trim();
}

/** The text in one line of at most `length` characters and, where it was cut, three dots. */
export function quote(text: string, length: number): string {
  const line = text.slice(0, enough).replace(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length + 1);
  const end = cut.lastIndexOf(' ');
  // A text without blanks is cut anywhere but inside a character.
  return `${end > 0 ? cut.slice(0, end) : cut.slice(0, length).replace(/[\ud800-\udbff]$/, '')}...`;
}

/** `us.anthropic.claude-3-haiku-20240307-v1:0`, or an ARN that ends so, as people say it: `claude-3-haiku`. */
export function modelNickname(modelId: string): string {
  const id = modelId.slice(modelId.lastIndexOf('/') + 1);
  return id.replace(/^(?:[a-z-]+\.(?=[a-z0-9]+\.))?[a-z0-9]+\.(?=.)/, '').replace(/(?:-\d{8}-v\d+)?(?::\d+\w*)*$/, '');
}
