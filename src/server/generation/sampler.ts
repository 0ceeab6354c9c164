/** Samples whole sentences from the small language model, as a large one samples its words. */
import type { Sampling } from '../inference/conversation.js';
import { type Candidates, languageModel } from './language-model.js';
import { narrow, narrowing } from './narrow.js';
import { mixSeeds } from './random.js';

export interface SampleOptions {
  sampling: Sampling;
  /** What the text is about: it weighs the openings of the sentences. */
  topic: number;
  /** The text ends with the first sentence that reaches this many words and marks. */
  words: number;
  /** Draws in [0, 1). */
  random(): number;
}

/** Chances of the openings that the topic puts forward for a sentence. */
const openingChances = [0.6, 0.25, 0.15];
/** A sentence that grows longer than this is broken off. */
const longestSentence = 40;

/** Whole sentences. The same options draw the same text; at temperature 0 so does every `random`. */
export function sampleText({ sampling, topic, words, random }: SampleOptions): string {
  const { written, openings, stop, after } = languageModel();
  const narrow = narrowing(sampling);
  const penalties = createPenalties(sampling, stop);
  const drawNext = (candidates: Candidates): number => {
    const shares = penalties ? penalties.narrow(candidates) : narrow(candidates.chances);
    const next = candidates.words[pick(shares, random())]!;
    penalties?.note(next);
    return next;
  };
  let text = '';
  for (let length = 0; length < words; ) {
    const rank = pick(narrow(openingChances), random());
    let third = stop;
    let [second, last] = openings[mixSeeds(topic, length, rank) % openings.length]!;
    const opening = text === '' ? written[second]!.slice(1) : written[second]!;
    text += opening + written[last]!;
    for (let place = 2; last !== stop; place++) {
      const next = place < longestSentence ? drawNext(after(third, second, last)) : stop;
      text += written[next]!;
      third = second;
      second = last;
      last = next;
      length++;
    }
    length += 2;
  }
  return text;
}

/** Penalties make a word that has stood already less likely: by e to the power of what it has cost. */
function createPenalties(sampling: Sampling, stop: number) {
  const { presencePenalty = 0, frequencyPenalty = 0, countPenalty = 0 } = sampling;
  const perUse = frequencyPenalty + countPenalty;
  if (presencePenalty === 0 && perUse === 0) return undefined;
  const seen = new Map<number, number>();
  return {
    narrow({ words, chances }: Candidates): number[] {
      const weighed = chances.map((chance, index) => {
        const uses = seen.get(words[index]!) ?? 0;
        return uses === 0 ? chance : chance * Math.exp(-Math.min(presencePenalty + perUse * uses, 500));
      });
      return narrow(weighed, sampling);
    },
    note(word: number): void {
      // A full stop costs nothing, or no sentence would end.
      if (word !== stop) seen.set(word, (seen.get(word) ?? 0) + 1);
    },
  };
}

/** The index in whose share of 1 the draw falls; a share of 0 is never picked. */
function pick(shares: readonly number[], draw: number): number {
  let rest = draw;
  let picked = 0;
  for (let index = 0; index < shares.length; index++) {
    if (shares[index] === 0) continue;
    picked = index;
    rest -= shares[index]!;
    if (rest < 0) break;
  }
  return picked;
}
