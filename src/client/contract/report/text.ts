/** The report for a terminal: what failed and why, what was skipped and why, and the counts. */
import type { CaseResult } from '../run.js';
import { type Report, sayDifferences } from './report.js';

export function writeText({ target, region, counts, written, generated, results, durationMs }: Report): string {
  const failed = results.filter(({ outcome }) => outcome === 'fail');
  const lines = [
    ...failed.flatMap((result) => [
      `FAIL ${result.id}`,
      `     ${result.documentation}`,
      ...indent(sayDifferences(result)),
      '',
    ]),
    ...saySkips(results),
    `${target} (${region}): ${counts.pass} passed, ${counts.fail} failed, ${counts.skip} skipped of ${results.length} cases (${written} written by hand, ${generated} generated) in ${(durationMs / 1000).toFixed(1)} s`,
  ];
  return `${lines.join('\n')}\n`;
}

const indent = (text: string) => text.split('\n').map((line) => `     ${line}`);

/** Each reason once, with how many cases it has kept. */
function saySkips(results: readonly CaseResult[]): string[] {
  const reasons = new Map<string, number>();
  for (const { outcome, reason = '' } of results)
    if (outcome === 'skip') reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return [...reasons].map(([reason, count]) => `skipped ${count}: ${reason}`);
}
