/** The passages of a text, and the one that has most to do with a question. */
import { isCommon, stemOf, wordsOf } from '../words.js';

export interface Passage {
  /** With the blanks behind it, so that all passages joined are the text. */
  text: string;
  /** Where it stands in its text, in UTF-16 units; `end` is behind it. */
  start: number;
  end: number;
}

/** Passages of a text that are looked at. */
const mostPassages = 2000;

/** Ends with a mark and a blank, or with the line. */
const sentence = /(?:[^.!?\n]|[.!?](?!\s))+[.!?]*\s*/g;
const line = /[^\n]+\n*/g;

export function sentencesOf(text: string): Passage[] {
  return partsOf(text, sentence);
}

export function linesOf(text: string): Passage[] {
  return partsOf(text, line);
}

function partsOf(text: string, pattern: RegExp): Passage[] {
  const parts: Passage[] = [];
  for (const { 0: part, index: start } of text.matchAll(pattern)) {
    if (/\S/.test(part)) parts.push({ text: part, start, end: start + part.length });
    if (parts.length === mostPassages) break;
  }
  return parts;
}

/**
 * The passage that shares most words with the question, a rare word counting more than one that stands in many passages;
 * of equals the longest, and the first where none shares any. `score` is 0 there.
 */
export function pickPassage<Kind extends Passage>(
  passages: Kind[],
  question: string,
): { passage: Kind; score: number } | undefined {
  const wanted = new Set(stemsOf(question));
  const shared = passages.map((passage) => new Set(stemsOf(passage.text).filter((stem) => wanted.has(stem))));
  const weights = new Map<string, number>();
  for (const stem of wanted) weights.set(stem, 1 / shared.filter((stems) => stems.has(stem)).length);
  let best: { passage: Kind; score: number } | undefined;
  for (const [index, passage] of passages.entries()) {
    const score = [...shared[index]!].reduce((sum, stem) => sum + weights.get(stem)!, 0);
    const isLonger = best && score > 0 && score === best.score && passage.text.length > best.passage.text.length;
    if (!best || score > best.score || isLonger) best = { passage, score };
  }
  return best;
}

function stemsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !isCommon(word))
    .map(stemOf);
}
