/** What the dialects of one prompt and one completion have in common. */
import type { ContentBlock, FoldedTurn, Message, TurnEvent } from '../../inference/conversation.js';

/** The prompt as a conversation's only message. */
export function promptMessages(prompt: string): Message[] {
  return [userMessage(prompt)];
}

export function userMessage(text: string): Message {
  return { role: 'user', content: [{ text }] };
}

export function assistantMessage(text: string): Message {
  return { role: 'assistant', content: [{ text }] };
}

/** All text of a Turn, as one, what is cited too. */
export function turnText(turn: FoldedTurn): string {
  return turn.content.map(({ text, citationsContent }) => text ?? citedText(citationsContent)).join('');
}

function citedText(cited: ContentBlock.CitationsContentMember['citationsContent'] | undefined): string {
  return (cited?.content ?? []).map((part) => part.text ?? '').join('');
}

/** The text that an event adds; `undefined` where it adds none. */
export function textOf(event: TurnEvent): string | undefined {
  if (!('contentBlockDelta' in event)) return undefined;
  const { delta } = event.contentBlockDelta;
  return 'text' in delta && delta.text !== '' ? delta.text : undefined;
}

/**
 * A completion goes on where its prompt ends, so its first token brings its own blank or line break (recorded exchanges);
 * a Turn's text has none. A text that begins with one keeps it.
 */
export function withLead(lead: string, text: string): string {
  return text === '' || /^\s/.test(text) ? text : lead + text;
}
