/** Strings that match a pattern of the API model. */
import type { Range } from './character-ranges.js';
import { type PatternNode, parsePattern } from './pattern.js';
import { compilePattern } from './pattern-regexp.js';

/** Gives the next number of a sequence, in [0, 1). */
export type Random = () => number;

/** How far a repetition may go beyond its least, attempt by attempt: short strings first. */
const growths = [0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256];

/** A string that matches the pattern, of a length within bounds. Throws an Error where none is found. */
export function samplePattern(pattern: string, random: Random, min = 0, max = Number.POSITIVE_INFINITY): string {
  const tree = parsePattern(pattern);
  const expression = compilePattern(pattern);
  for (const growth of growths) {
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const text = draw(tree, random, growth);
      const length = [...text].length;
      if (length >= min && length <= max && expression.test(text)) return text;
    }
  }
  throw new Error(`No string of ${min} to ${max} characters was found for the pattern ${pattern}`);
}

function draw(node: PatternNode, random: Random, growth: number): string {
  switch (node.kind) {
    case 'set':
      return drawCharacter(node.ranges, random);
    case 'sequence':
      return node.items.map((item) => draw(item, random, growth)).join('');
    case 'choice':
      return draw(node.items[Math.floor(random() * node.items.length)]!, random, growth);
    case 'repeat': {
      const count = Math.min(node.max, node.min + Math.floor(random() * (growth + 1)));
      return Array.from({ length: count }, () => draw(node.item, random, growth)).join('');
    }
    default:
      return '';
  }
}

/** Prefers readable ASCII where the set has any. */
function drawCharacter(ranges: Range[], random: Random): string {
  const readable = ranges
    .map(([from, to]): Range => [Math.max(from, 0x21), Math.min(to, 0x7e)])
    .filter(([from, to]) => from <= to);
  const from = readable.length > 0 ? readable : ranges;
  const size = from.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  let index = Math.floor(random() * size);
  for (const [first, last] of from) {
    if (index <= last - first) return String.fromCodePoint(first + index);
    index -= last - first + 1;
  }
  return '';
}
