/** The tokens that Jurassic-2 tells of its prompt and its completions, with their places and log probabilities. */
import { splitTokens } from '../../inference/tokens.js';
import type { JsonObject } from '../dialect.js';
import { logProbabilities, round } from './likelihoods.js';

/** Its vocabulary writes a blank as this character, and has this one token for a line break. */
const blank = '▁';
const lineBreak = '<|newline|>';
const endOfText = '<|endoftext|>';

interface Piece {
  /** As the vocabulary spells it. */
  token: string;
  start: number;
  end: number;
}

export interface CompletionOptions {
  /** How many alternatives each token is told with; 0 tells none. */
  topKReturn: number;
  temperature: number;
  /** Whether the model ended the text itself: that is a token too. */
  ended: boolean;
}

export function writePromptTokens(text: string, count: number, topKReturn: number): JsonObject[] {
  const pieces = joinTo(count, splitPieces(text));
  const raw = logProbabilities(tokensOf(pieces), 12);
  return pieces.map((piece, index) =>
    writeToken(piece, raw[index]!, raw[index]!, alternatives(pieces, index, topKReturn)),
  );
}

/** `logprob` is the raw one as the temperature bends it: greedy sampling leaves no doubt. */
export function writeCompletionTokens(text: string, count: number, options: CompletionOptions): JsonObject[] {
  const { topKReturn, temperature, ended } = options;
  const end = { token: endOfText, start: text.length, end: text.length };
  const pieces = joinTo(count, [...splitPieces(text), ...(ended ? [end] : [])]);
  const raw = logProbabilities(tokensOf(pieces), 3);
  return pieces.map((piece, index) => {
    const logprob = round(raw[index]! * Math.min(1, temperature));
    return writeToken(piece, logprob, raw[index]!, alternatives(pieces, index, topKReturn));
  });
}

function writeToken(
  { token, start, end }: Piece,
  logprob: number,
  raw: number,
  topTokens: JsonObject[] | null,
): JsonObject {
  return { generatedToken: { token, logprob, raw_logprob: raw }, topTokens, textRange: { start, end } };
}

/** Each line begins with a blank that is not in the text, as the vocabulary's words do. */
function splitPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const line of text.split(/(\n)/)) {
    const parts = line === '\n' ? [line] : splitTokens(line).filter((part) => part !== '');
    for (const [index, part] of parts.entries()) {
      const spelt = part.replaceAll(' ', blank).replace('\n', lineBreak);
      const token = index === 0 && /^\S/.test(part) ? blank + spelt : spelt;
      pieces.push({ token, start, end: start + part.length });
      start += part.length;
    }
  }
  return pieces;
}

/**
 * Joins neighbours until there are `count`, so that the list agrees with the count that is told elsewhere. Jurassic-2 has
 * tokens of several words. The first, which may be a line break, and the last stay as they are as long as they can.
 */
function joinTo(count: number, pieces: Piece[]): Piece[] {
  const joined = [...pieces];
  while (joined.length > Math.max(1, count)) {
    const at = joined.length > 3 ? joined.length - 3 : 0;
    const [first, second] = joined.slice(at, at + 2) as [Piece, Piece];
    joined.splice(at, 2, { token: first.token + second.token, start: first.start, end: second.end });
  }
  return joined;
}

/** The token itself, and after it, ever less likely, other tokens of the same text. */
function alternatives(pieces: Piece[], index: number, count: number): JsonObject[] | null {
  if (count === 0) return null;
  const others = [...pieces.slice(index), ...pieces.slice(0, index)].map((piece) => piece.token);
  const tokens = [...new Set(others)].slice(0, count);
  return tokens.map((token, rank) => ({ token, logprob: round(-0.05 - 1.5 * rank) }));
}

function tokensOf(pieces: Piece[]): string[] {
  return pieces.map((piece) => piece.token);
}
