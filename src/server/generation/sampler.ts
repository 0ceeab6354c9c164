/** Samples whole sentences from the small language model, as a large one samples its words. */
import type { Sampling } from '../inference/conversation.js';
import { type Candidates, languageModel } from './language-model.js';
import { narrow } from './narrow.js';
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
export function sampleText(options: SampleOptions): string {
  const { words, openings, stop, after } = languageModel();
  const penalties = createPenalties(options.sampling, stop);
  let text = '';
  for (let length = 0; length < options.words; ) {
    let third = stop;
    let [second, last] = openings[draw(openingsFor(options.topic, length), options)]!;
    text += `${text === '' ? '' : ' '}${words[second]} ${words[last]}`;
    for (let place = 2; last !== stop; place++) {
      const next = place < longestSentence ? draw(penalties.weigh(after(third, second, last)), options) : stop;
      penalties.note(next);
      text += isMark(words[next]!) ? words[next] : ` ${words[next]}`;
      [third, second, last] = [second, last, next];
      length++;
    }
    length += 2;
  }
  return text;
}

const isMark = (word: string) => word === '.' || word === ',' || word === ':';

function openingsFor(topic: number, length: number): Candidates {
  const { openings } = languageModel();
  const words = openingChances.map((_, rank) => mixSeeds(topic, length, rank) % openings.length);
  return { words, chances: openingChances };
}

/** Penalties make a word that has stood already less likely: by e to the power of what it has cost. */
function createPenalties({ presencePenalty = 0, frequencyPenalty = 0, countPenalty = 0 }: Sampling, stop: number) {
  const perUse = frequencyPenalty + countPenalty;
  if (presencePenalty === 0 && perUse === 0) return { weigh: (candidates: Candidates) => candidates, note() {} };
  const seen = new Map<number, number>();
  const weigh = ({ words, chances }: Candidates): Candidates => ({
    words,
    chances: chances.map((chance, index) => {
      const uses = seen.get(words[index]!) ?? 0;
      return uses === 0 ? chance : chance * Math.exp(-Math.min(presencePenalty + perUse * uses, 500));
    }),
  });
  const note = (word: number) => {
    // A full stop costs nothing, or no sentence would end.
    if (word !== stop) seen.set(word, (seen.get(word) ?? 0) + 1);
  };
  return { weigh, note };
}

function draw({ words, chances }: Candidates, { sampling, random }: SampleOptions): number {
  const shares = narrow(chances, sampling);
  return words[pick(shares, random())]!;
}

/** The index in whose share of 1 the draw falls; a share of 0 is never picked. */
function pick(shares: number[], draw: number): number {
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
