/** What sampling parameters do to the chances of the next word: temperature reshapes them, top-k and top-p cut them off. */
import type { Sampling } from '../inference/conversation.js';

/** Sums such as 0.7 + 0.2 fall a little short of 0.9. */
const tolerance = 1e-9;
/** A temperature below this is 0: its inverse is too large to reckon with. */
const coldest = 1e-6;

/**
 * The chances that remain of `chances` (each above 0, their order kept), summing to 1; a candidate that was cut has 0.
 * With 0.7, 0.2, 0.1 a top-k of 2 or a top-p of 0.9 leaves the first two, a top-p of 0.7 the first alone, and a
 * temperature of 0 too; a high temperature evens them out. `topK` below 1 and absent parameters cut nothing.
 */
export function narrow(chances: readonly number[], sampling: Sampling): number[] {
  const { temperature = 1, topK = 0, topP = 1 } = sampling;
  if (temperature < coldest) return keepGreatest(chances);
  const weights = temperature === 1 ? chances.slice() : heat(chances, temperature);
  let total = 0;
  for (const weight of weights) total += weight;
  if ((topK >= 1 && topK < weights.length) || topP < 1) total = cut(weights, total, topK, topP);
  for (let index = 0; index < weights.length; index++) weights[index]! /= total;
  return weights;
}

type Narrow = (chances: readonly number[]) => readonly number[];

/** Sampling parameters whose results are kept, the latest first: few differ within a program. */
const kept: { temperature?: number; topK?: number; topP?: number; narrow: Narrow }[] = [];
const mostKept = 8;

/** `narrow` for lists that come again and again, such as a language model's: what it made of each is kept. */
export function narrowing(sampling: Sampling): Narrow {
  const { temperature, topK, topP } = sampling;
  const known = kept.find((one) => one.temperature === temperature && one.topK === topK && one.topP === topP);
  if (known) return known.narrow;
  const results = new Map<readonly number[], readonly number[]>();
  const remember: Narrow = (chances) => {
    let result = results.get(chances);
    if (!result) {
      result = narrow(chances, sampling);
      results.set(chances, result);
    }
    return result;
  };
  kept.unshift({ temperature, topK, topP, narrow: remember });
  if (kept.length > mostKept) kept.pop();
  return remember;
}

function keepGreatest(chances: readonly number[]): number[] {
  let best = 0;
  for (let index = 1; index < chances.length; index++) if (chances[index]! > chances[best]!) best = index;
  return chances.map((_, index) => (index === best ? 1 : 0));
}

/** chance ^ (1 / temperature), scaled to the greatest so that a low temperature does not make all of them 0. */
function heat(chances: readonly number[], temperature: number): number[] {
  const greatest = Math.max(...chances);
  return chances.map((chance) => (chance / greatest) ** (1 / temperature));
}

/** Sets all but the greatest `topK`, and of these all but the first that reach `topP` together, to 0. Gives the sum of the rest. */
function cut(weights: number[], total: number, topK: number, topP: number): number {
  const order = greatestFirst(weights);
  const reachable = topK >= 1 ? order.slice(0, topK).reduce((sum, index) => sum + weights[index]!, 0) : total;
  const wanted = topP * reachable - tolerance * total;
  let kept = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const index = order[rank]!;
    if ((topK >= 1 && rank >= topK) || (rank > 0 && kept >= wanted)) weights[index] = 0;
    else kept += weights[index]!;
  }
  return kept;
}

/** Indexes of the weights. Sorted only where they must be: a model gives its candidates in order, and only penalties break it. */
function greatestFirst(weights: number[]): number[] {
  const order = weights.map((_, index) => index);
  const sorted = weights.every((weight, index) => index === 0 || weight <= weights[index - 1]!);
  return sorted ? order : order.sort((left, right) => weights[right]! - weights[left]!);
}
