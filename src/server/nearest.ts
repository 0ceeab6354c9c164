/** The known word that a mistyped one most likely meant. */

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const substitution = previous[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1);
      current[column] = Math.min(substitution, previous[column]! + 1, current[column - 1]! + 1);
    }
    previous = current;
  }
  return previous[right.length]!;
}

const letters = (word: string) => word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/**
 * `nearestWord('log-levle', ['logLevel', 'port'])` is `logLevel`: case, hyphens and underscores do not count.
 * Undefined where more than a third of the letters (at least two) would have to change.
 */
export function nearestWord(word: string, known: string[]): string | undefined {
  const target = letters(word);
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(target, letters(candidate)) }))
    .sort((left, right) => left.distance - right.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, Math.floor(target.length / 3)) ? best.candidate : undefined;
}

/** `; did you mean "port"?`, or nothing. */
export function didYouMean(word: string, known: string[]): string {
  const nearest = nearestWord(word, known);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}
