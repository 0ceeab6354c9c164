/** The reasoning of a Turn, for families that write it as text. */
import type { FoldedTurn, TurnEvent } from '../../inference/conversation.js';

/** All reasoning of a Turn, as one. */
export function turnThoughts(turn: FoldedTurn): string {
  return turn.content.map((block) => block.reasoningContent?.reasoningText?.text ?? '').join('');
}

/** The reasoning that an event adds; `undefined` where it adds none. */
export function thoughtOf(event: TurnEvent): string | undefined {
  if (!('contentBlockDelta' in event)) return undefined;
  const { delta } = event.contentBlockDelta;
  if (!('reasoningContent' in delta) || !('text' in delta.reasoningContent)) return undefined;
  return delta.reasoningContent.text || undefined;
}
