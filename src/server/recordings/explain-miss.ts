/** Why no recording answers a request: the nearest one, and the first place at which they differ. */
import { type Canonical, firstDifference } from '../redaction/canonical.js';

export interface Candidate {
  source: string;
  canonical: Canonical;
}

/** One sentence, without its full stop. The nearest is the one that is alike for the longest. */
export function explainMiss(candidates: readonly Candidate[], wanted: Canonical): string {
  const text = JSON.stringify(wanted);
  const ranked = candidates.map((candidate) => ({
    candidate,
    common: commonStart(JSON.stringify(candidate.canonical), text),
  }));
  const { candidate } = ranked.reduce((one, other) => (other.common > one.common ? other : one));
  const difference = firstDifference(candidate.canonical, wanted);
  if (!difference) return `the nearest is ${candidate.source}, which is of the same request and cannot be read`;
  const [expected, received] = showBoth(difference.expected, difference.received);
  return `the nearest is ${candidate.source}, where ${difference.path} is ${expected} and here is ${received}`;
}

function commonStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

/** Characters of a value that are shown, and those before the first difference. */
const SHOWN = 120;
const BEFORE = 30;

/** Of long texts the part where they begin to differ. */
function showBoth(expected: unknown, received: unknown): [string, string] {
  const texts = [expected, received].map((value) => JSON.stringify(value) ?? 'nothing') as [string, string];
  const start = Math.max(0, commonStart(...texts) - BEFORE);
  return texts.map((text) => {
    const from = start > SHOWN - BEFORE ? start : 0;
    const part = text.slice(from, from + SHOWN);
    return `${from > 0 ? '...' : ''}${part}${from + SHOWN < text.length ? '...' : ''}`;
  }) as [string, string];
}
