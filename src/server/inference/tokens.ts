/** Counts and splits text with a real tokenizer: Llama's byte pair encoding, whose data is loaded at the first call. */
import { createRequire } from 'node:module';
import type { LlamaTokenizer } from 'llama-tokenizer-js';

/** The tokenizer writes a blank as this character. */
const blank = '▁';
/** A run without a blank that is longer than this is counted by its beginning, in proportion: one blob must not stop the server. */
const longestRun = 512;
const cacheSize = 16_384;

let tokenizer: LlamaTokenizer | undefined;
let recent = new Map<string, number>();
let older = new Map<string, number>();

/** Loads in about 60 ms and keeps about 9 MB, which is why nothing loads it before a count is asked for. */
function loadTokenizer(): LlamaTokenizer {
  tokenizer ??= createRequire(import.meta.url)('llama-tokenizer-js').default as LlamaTokenizer;
  return tokenizer;
}

/** Loads it now, for places whose `require` takes no ES module: Jest. */
export async function prepareTokenizer(): Promise<void> {
  tokenizer ??= (await import('llama-tokenizer-js')).default;
}

/** How many tokens `text` has, without a mark for its beginning. `''` has none. */
export function countTokens(text: string): number {
  let count = 0;
  forEachRun(text, (run) => {
    count += run.length > longestRun ? countLongRun(run) : countRun(run);
  });
  return count;
}

/**
 * The tokens of `text`; joined they are the text again. A character that takes several tokens stands whole in the last of
 * them, and the others are empty.
 */
export function splitTokens(text: string): string[] {
  const pieces: string[] = [];
  forEachRun(text, (run) => pieces.push(...splitRun(run)));
  // The blank that the tokenizer puts before the whole text is none of the text's own.
  const first = pieces.findIndex((piece) => piece !== '');
  if (first >= 0) pieces[first] = pieces[first]!.slice(1);
  return pieces;
}

/** The beginning of `text` that has at most `limit` tokens; a character that would not fit whole is left out. */
export function takeTokens(text: string, limit: number): string {
  let count = 0;
  // The blank that the tokenizer puts before the whole text is none of the text's own.
  let length = -1;
  forEachRun(text, (run) => {
    if (count >= limit) return;
    const tokens = countRun(run);
    if (count + tokens <= limit) length += run.length;
    else
      length += splitRun(run)
        .slice(0, limit - count)
        .join('').length;
    count += tokens;
  });
  return text.slice(0, Math.max(length, 0));
}

/**
 * Calls `take` with each run that the tokenizer may look at alone: no token has a blank after another character, and none
 * reaches over a line break. The tokenizer puts a blank before the whole text.
 */
function forEachRun(text: string, take: (run: string) => void): void {
  let first = true;
  for (let start = 0; start < text.length; ) {
    let end = start;
    if (text[start] === '\n') end++;
    else {
      while (isBlank(text[end])) end++;
      while (end < text.length && !isBlank(text[end]) && text[end] !== '\n') end++;
    }
    const run = text.slice(start, end);
    if (!first) take(run);
    else if (run === '\n') {
      take(' ');
      take(run);
    } else take(` ${run}`);
    first = false;
    start = end;
  }
}

function splitRun(run: string): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (const piece of mergePairs(run)) {
    for (let extra = tokensOf(piece) - 1; extra > 0; extra--) pieces.push('');
    pieces.push(run.slice(at, at + piece.length));
    at += piece.length;
  }
  return pieces;
}

const isBlank = (character: string | undefined) => character === ' ' || character === blank;

function countRun(run: string): number {
  const known = recent.get(run);
  if (known !== undefined) return known;
  const count = older.get(run) ?? mergePairs(run).reduce((total, piece) => total + tokensOf(piece), 0);
  if (recent.size >= cacheSize) {
    older = recent;
    recent = new Map();
  }
  // A copy, because a slice would keep the whole request in memory.
  recent.set(Buffer.from(run, 'utf16le').toString('utf16le'), count);
  return count;
}

function countLongRun(run: string): number {
  return Math.round((countRun(run.slice(0, longestRun)) * run.length) / longestRun);
}

/** Tokens of a piece that no merge took further: one, or its UTF-8 bytes where the vocabulary does not hold it. */
function tokensOf(piece: string): number {
  return loadTokenizer().vocabByString.has(piece) ? 1 : Buffer.byteLength(piece);
}

/** Byte pair encoding: joins the neighbours that were learnt first until none are left to join. */
function mergePairs(run: string): string[] {
  const { merges } = loadTokenizer();
  const pieces = Array.from(run.replaceAll(' ', blank));
  const rankAt = (index: number) =>
    (index + 1 < pieces.length && merges.get(`${pieces[index]} ${pieces[index + 1]}`)) || Number.POSITIVE_INFINITY;
  const ranks = pieces.map((_, index) => rankAt(index));
  for (;;) {
    let best = 0;
    for (let index = 1; index < ranks.length; index++) if (ranks[index]! < ranks[best]!) best = index;
    if (ranks[best] === Number.POSITIVE_INFINITY) return pieces;
    pieces[best] += pieces[best + 1]!;
    pieces.splice(best + 1, 1);
    ranks.splice(best + 1, 1);
    ranks[best] = rankAt(best);
    if (best > 0) ranks[best - 1] = rankAt(best - 1);
  }
}
