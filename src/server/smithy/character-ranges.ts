/** Sets of characters, as ranges of code points. */

/** Code points from the first to the last, both included. */
export type Range = [number, number];

const LAST_CODE_POINT = 0x10ffff;

/** The set of one character. */
export function singleCharacter(character: string): Range {
  const point = character.codePointAt(0)!;
  return [point, point];
}

/** Sorted, and joined where they touch. */
export function normalise(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const [from, to] of [...ranges].sort((left, right) => left[0] - right[0])) {
    const last = result.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** All characters that are not in the set. */
export function complement(ranges: Range[]): Range[] {
  return subtract([[0, LAST_CODE_POINT]], ranges);
}

/** What is in the first and not in the second. */
export function subtract(ranges: Range[], minus: Range[]): Range[] {
  let left = normalise(ranges);
  for (const [from, to] of minus) {
    left = left.flatMap(([first, last]): Range[] => {
      if (last < from || first > to) return [[first, last]];
      const parts: Range[] = [];
      if (first < from) parts.push([first, from - 1]);
      if (last > to) parts.push([to + 1, last]);
      return parts;
    });
  }
  return left;
}

/** The characters that a backslash and a letter stand for in Java, whose classes are ASCII; nothing where it is no such escape. */
export function escapedCharacters(letter: string): Range[] | undefined {
  const lower = letter.toLowerCase();
  if (lower in classes) return letter === lower ? classes[lower] : complement(classes[lower]!);
  if (letter in controls) return [[controls[letter]!, controls[letter]!]];
  return /[a-zA-Z0-9]/.test(letter) ? undefined : [singleCharacter(letter)];
}

const classes: Record<string, Range[]> = {
  d: [[0x30, 0x39]],
  s: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  w: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
};

const controls: Record<string, number> = { t: 0x09, n: 0x0a, f: 0x0c, r: 0x0d };

/** What `.` matches in Java: all but its line terminators, of which U+0085 is not one of JavaScript's. */
export const anyCharacter: Range[] = complement([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x85, 0x85],
  [0x2028, 0x2029],
]);
