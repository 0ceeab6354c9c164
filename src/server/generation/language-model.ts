/** A small language model, learnt from the corpus: what may follow up to three words, and how likely it is. */
import { readFixture } from '../../fixtures/read-fixture.js';

/** What may come next, the likeliest first. Words are numbers: places in `LanguageModel.written`. */
export interface Candidates {
  words: number[];
  /** Each above 0; they need not sum to 1. */
  chances: number[];
}

export interface LanguageModel {
  /** Each word as it stands in a text: with a blank before it, which marks have not. */
  written: string[];
  /** The number of the full stop, which ends every sentence. */
  stop: number;
  /** The first two words of each sentence. */
  openings: [number, number][];
  /** What may follow the words `third`, `second` and `last`, in the order in which they stand. */
  after(third: number, second: number, last: number): Candidates;
}

type Counts = Map<number, Map<number, number>>;

/** Fewer than a frequent word has: rare ones are what makes a text hard to follow, and each costs time. */
const mostCandidates = 16;
/** How much what followed the longer context weighs; the rest is what followed the shorter. */
const pairWeight = 0.75;
const tripleWeight = 0.6;

let model: LanguageModel | undefined;

/** Learnt at the first call, in a few milliseconds. */
export function languageModel(): LanguageModel {
  model ??= learn(readFixture<string[]>('corpus'));
  return model;
}

function learn(sentences: string[]): LanguageModel {
  const numbers = new Map<string, number>([['.', 0]]);
  const numberOf = (word: string) => {
    const number = numbers.get(word) ?? numbers.size;
    numbers.set(word, number);
    return number;
  };
  const numbered = sentences.map((sentence) => (sentence.match(/[^\s.,:]+|[.,:]/g) ?? []).map(numberOf));
  const base = numbers.size;
  return {
    written: [...numbers.keys()].map((word) => (/^[.,:]$/.test(word) ? word : ` ${word}`)),
    stop: 0,
    openings: numbered.map(([first, second]) => [first!, second!]),
    after: createLookup(numbered, base),
  };
}

function createLookup(sentences: number[][], base: number): LanguageModel['after'] {
  const [afterOne, afterTwo, afterThree]: [Counts, Counts, Counts] = [new Map(), new Map(), new Map()];
  for (const sentence of sentences) {
    const words = [0, ...sentence];
    for (let index = 3; index < words.length; index++) {
      const [third, second, last, next] = words.slice(index - 3, index + 1) as [number, number, number, number];
      count(afterOne, last, next);
      count(afterTwo, second * base + last, next);
      count(afterThree, (third * base + second) * base + last, next);
    }
  }
  // Blended when first looked up: a reply passes few of the many.
  const pairs = createMemory((pair: number) =>
    blend(shares(afterTwo.get(pair)!), shares(afterOne.get(pair % base)!), pairWeight),
  );
  const ofPair = createMemory((pair: number) => toCandidates(pairs(pair)));
  const ofTriple = createMemory((triple: number) =>
    toCandidates(blend(shares(afterThree.get(triple)!), pairs(triple % (base * base)), tripleWeight)),
  );
  // Words that are candidates have always been seen in a row as pairs, but not always as triples.
  return (third, second, last) => {
    const pair = second * base + last;
    const triple = third * base * base + pair;
    return afterThree.has(triple) ? ofTriple(triple) : ofPair(pair);
  };
}

/** Remembers what `make` made of each number. */
function createMemory<Made>(make: (key: number) => Made): (key: number) => Made {
  const made = new Map<number, Made>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key)!;
  };
}

function count(table: Counts, context: number, next: number): void {
  const followers = table.get(context) ?? new Map<number, number>();
  followers.set(next, (followers.get(next) ?? 0) + 1);
  table.set(context, followers);
}

function shares(counts: Map<number, number>): Map<number, number> {
  const total = [...counts.values()].reduce((sum, times) => sum + times, 0);
  return new Map([...counts].map(([word, times]) => [word, times / total]));
}

/** Whatever followed the longer context has followed the shorter one too. */
function blend(longer: Map<number, number>, shorter: Map<number, number>, weight: number): Map<number, number> {
  return new Map(
    [...shorter].map(([word, chance]) => [word, (longer.get(word) ?? 0) * weight + chance * (1 - weight)]),
  );
}

function toCandidates(chances: Map<number, number>): Candidates {
  const sorted = [...chances].sort((left, right) => right[1] - left[1]).slice(0, mostCandidates);
  return { words: sorted.map(([word]) => word), chances: sorted.map(([, chance]) => chance) };
}
