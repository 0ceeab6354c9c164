/** Finds in a text what is not to be kept, and cuts it out of a text or of the pieces that a text came in. */

export interface Found {
  start: number;
  /** After its last character. */
  end: number;
  /** What stands in its place. */
  placeholder: string;
}

export type Finder = (text: string) => Found[];

/** A literal text, wherever it stands. */
export function findLiteral(literal: string, placeholder: string): Finder {
  return (text) => {
    const found: Found[] = [];
    for (let start = text.indexOf(literal); start >= 0; start = text.indexOf(literal, start + literal.length))
      found.push({ start, end: start + literal.length, placeholder });
    return found;
  };
}

/** The first group of a pattern that took part, or all of it where it has none. */
export function findPattern(pattern: RegExp, placeholder: string): Finder {
  const indexed = new RegExp(pattern.source, [...new Set(`${pattern.flags}gd`)].join(''));
  const probe = new RegExp(pattern.source, pattern.flags.replace('g', ''));
  return (text) => {
    // Most texts hold none of it, and to ask so costs a part of what the places of groups do.
    if (!probe.test(text)) return [];
    return [...text.matchAll(indexed)].flatMap(({ indices }) => {
      const [start, end] = indices?.slice(1).find((group) => group !== undefined) ?? indices?.[0] ?? [0, 0];
      return start < end ? [{ start, end, placeholder }] : [];
    });
  };
}

/** What all of them find, in order; of two that overlap the first stays, of two that begin together the longer. */
export function findAll(finders: readonly Finder[]): Finder {
  return (text) => {
    const found = finders.flatMap((find) => find(text));
    if (found.length < 2) return found;
    found.sort((one, other) => one.start - other.start || other.end - one.end);
    let end = 0;
    return found.filter((one) => {
      if (one.start < end) return false;
      end = one.end;
      return true;
    });
  };
}

export function replaceFound(text: string, found: readonly Found[]): string {
  if (found.length === 0) return text;
  let at = 0;
  const parts = found.map(({ start, end, placeholder }) => {
    const part = text.slice(at, start) + placeholder;
    at = end;
    return part;
  });
  return parts.join('') + text.slice(at);
}

/** The pieces of one text, without what was found in the whole: its place goes to the piece in which it begins. */
export function replaceInPieces(pieces: readonly string[], found: readonly Found[]): string[] {
  let offset = 0;
  return pieces.map((piece) => {
    const start = offset;
    const end = start + piece.length;
    offset = end;
    const inside = found
      .filter((one) => one.start < end && one.end > start)
      .map((one) => ({
        start: Math.max(0, one.start - start),
        end: Math.min(piece.length, one.end - start),
        placeholder: one.start >= start ? one.placeholder : '',
      }));
    return replaceFound(piece, inside);
  });
}
