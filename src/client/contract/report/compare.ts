/** Two runs side by side: the cases on which they do not agree. */
import type { CaseResult } from '../run.js';
import type { Report } from './report.js';

export interface Disagreement {
  id: string;
  left: string;
  right: string;
}

/** A case that one of the two skipped says nothing of the other. */
export function compareReports(left: Report, right: Report): Disagreement[] {
  const others = new Map(right.results.map((result) => [result.id, result]));
  return left.results.flatMap((result) => {
    const other = others.get(result.id);
    if (!other || result.outcome === 'skip' || other.outcome === 'skip') return [];
    const [mine, theirs] = [say(result), say(other)];
    return mine === theirs ? [] : [{ id: result.id, left: mine, right: theirs }];
  });
}

const say = ({ outcome, observed, differences }: CaseResult) =>
  [outcome, ...observed, ...differences.map(({ field }) => `differs in ${field}`)].join('; ');

export function writeComparison(left: Report, right: Report): string {
  const found = compareReports(left, right);
  const both = left.results.filter(
    ({ id, outcome }) => outcome !== 'skip' && right.results.some((one) => one.id === id && one.outcome !== 'skip'),
  );
  return [
    ...found.flatMap(({ id, ...said }) => [id, `  ${left.target}: ${said.left}`, `  ${right.target}: ${said.right}`]),
    `${left.target} and ${right.target} agree on ${both.length - found.length} of ${both.length} cases that ran on both`,
    '',
  ].join('\n');
}
