/** Ends a text where the caller said that it must: at a stop sequence, or when its tokens are used up. */
import type { StopReason } from '../inference/conversation.js';
import { countTokens, takeTokens } from '../inference/tokens.js';

export interface LimitedText {
  text: string;
  /** Tokens of `text`. */
  tokens: number;
  stopReason: Extract<StopReason, 'end_turn' | 'max_tokens' | 'stop_sequence'>;
  stopSequence?: string;
}

/** The stop sequence that is complete first ends the text before itself, unless the tokens end first. */
export function limitText(text: string, maxTokens: number, stopSequences: string[] = []): LimitedText {
  const tokens = countTokens(text);
  const within = tokens > maxTokens ? takeTokens(text, maxTokens) : text;
  const found = firstStop(within, stopSequences);
  if (found) {
    const kept = within.slice(0, found.start);
    return { text: kept, tokens: countTokens(kept), stopReason: 'stop_sequence', stopSequence: found.sequence };
  }
  if (tokens <= maxTokens) return { text, tokens, stopReason: 'end_turn' };
  return { text: within, tokens: countTokens(within), stopReason: 'max_tokens' };
}

function firstStop(text: string, stopSequences: string[]): { sequence: string; start: number } | undefined {
  let first: { sequence: string; start: number } | undefined;
  for (const sequence of stopSequences) {
    const start = sequence === '' ? -1 : text.indexOf(sequence);
    const end = start + sequence.length;
    if (start >= 0 && (!first || end < first.start + first.sequence.length)) first = { sequence, start };
  }
  return first;
}
