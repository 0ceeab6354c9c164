/** Contextual grounding: how much of an answer its source says, and how much of the question it is about. */
import { isCommon, stemOf, wordsOf } from '../words.js';

export interface GroundingScores {
  /** 0 to 1: the share of the answer's words that stand in the source or the query. */
  GROUNDING: number;
  /** 0 to 1: the share of the query's words that stand in the answer, or in a sentence of the source that the answer draws on. */
  RELEVANCE: number;
}

/** Words about words, which a question says and an answer need not. */
const askingWords = new Set(
  'answer ask explain give know list name need only say tell want write'.split(' ').map(stemOf),
);

export function scoreGrounding(answer: string, source: string, query: string): GroundingScores {
  const said = subjectsOf(answer);
  const asked = new Set([...subjectsOf(questionOf(query))].filter((stem) => !askingWords.has(stem)));
  const known = new Set([...subjectsOf(source), ...subjectsOf(query)]);
  const drawnOn = sentencesOf(source)
    .map(subjectsOf)
    .filter((sentence) => [...sentence].some((stem) => said.has(stem)));
  const context = new Set([...said, ...drawnOn.flatMap((sentence) => [...sentence])]);
  return { GROUNDING: shareIn(said, known), RELEVANCE: shareIn(asked, context) };
}

/** What is asked, without how it is to be answered: the sentences that end in a question mark, where there are any. */
function questionOf(query: string): string {
  const questions = sentencesOf(query).filter((sentence) => sentence.trim().endsWith('?'));
  return questions.length > 0 ? questions.join(' ') : query;
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s+|\n+/u);
}

/** 1 where there is nothing to find. */
function shareIn(wanted: Set<string>, present: Set<string>): number {
  if (wanted.size === 0) return 1;
  const found = [...wanted].filter((stem) => present.has(stem)).length;
  return Math.round((found / wanted.size) * 100) / 100;
}

function subjectsOf(text: string): Set<string> {
  return new Set(
    wordsOf(text)
      .filter((word) => !isCommon(word))
      .map(stemOf),
  );
}
