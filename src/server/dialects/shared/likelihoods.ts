/** How likely a model found each token: numbers that no model made, the same for the same token after the same one. */

/**
 * Log probabilities, at most 0. `spread` is that of the unlikeliest token: about 12 for a prompt that the model is told,
 * about 3 for words that it chose.
 */
export function logProbabilities(tokens: string[], spread: number): number[] {
  return tokens.map((token, index) => {
    const surprise = fraction(`${tokens[index - 1] ?? ''}\u0000${token}`);
    return -round(spread * surprise * surprise);
  });
}

/** FNV-1a, as a number in [0, 1). */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

export function round(value: number): number {
  return Math.round(value * 1e8) / 1e8;
}
