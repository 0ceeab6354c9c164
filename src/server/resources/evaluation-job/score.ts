/** The score of an answer, from 0 to 1. */
import { hashText } from '../../generation/random.js';
import { createSequence } from '../../inference/sequence.js';
import type { Prompt } from './dataset.js';

/**
 * Accuracy is the F1 of the words of answer and reference, which is AWS's measure for questions and answers (user guide, "Model
 * evaluation task types"). Nobody judges the rest: the same answer has the same number, and it means nothing.
 */
export function scoreOf(metric: string, { prompt, referenceResponse }: Prompt, response: string): number {
  const score =
    metric === 'Accuracy' && referenceResponse !== undefined
      ? f1(wordsOf(response), wordsOf(referenceResponse))
      : createSequence(hashText(`${metric} ${prompt} ${response}`)).next();
  return Math.round(score * 10_000) / 10_000;
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function f1(given: string[], expected: string[]): number {
  const left = [...expected];
  let common = 0;
  for (const word of given) {
    const at = left.indexOf(word);
    if (at < 0) continue;
    left.splice(at, 1);
    common += 1;
  }
  return common === 0 ? 0 : (2 * common) / (given.length + expected.length);
}
