/** Two runs side by side: the cases on which they do not agree. */
import type { CaseResult } from '../run.js';
import type { Report } from './report.js';

export interface Disagreement {
  id: string;
  left: string;
  right: string;
}

/** A case that one of the two skipped says nothing of the other, unless they are to be alike in that too. */
export function compareReports(left: Report, right: Report, alike = false): Disagreement[] {
  const others = new Map(right.results.map((result) => [result.id, result]));
  return left.results.flatMap((result) => {
    const other = others.get(result.id);
    if (!other || (!alike && [result, other].some(({ outcome }) => outcome === 'skip'))) return [];
    const [mine, theirs] = [say(result), say(other)];
    return mine === theirs ? [] : [{ id: result.id, left: mine, right: theirs }];
  });
}

const say = ({ outcome, observed, differences }: CaseResult) =>
  [outcome, ...observed, ...differences.map(({ field }) => `differs in ${field}`)].join('; ');

export function writeComparison(left: Report, right: Report, alike = false): string {
  const found = compareReports(left, right, alike);
  const ran = new Set(right.results.filter(({ outcome }) => outcome !== 'skip').map(({ id }) => id));
  const both = left.results.filter(({ id, outcome }) => alike || (outcome !== 'skip' && ran.has(id)));
  return [
    ...found.flatMap(({ id, ...said }) => [id, `  ${left.target}: ${said.left}`, `  ${right.target}: ${said.right}`]),
    `${left.target} and ${right.target} agree on ${both.length - found.length} of ${both.length} cases${alike ? '' : ' that ran on both'}`,
    '',
  ].join('\n');
}
