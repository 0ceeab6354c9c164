/** The report of drift: for people, for programs, and for CI. */
import { writeJunit } from '../../client/contract/report/junit.js';
import type { DriftReport } from './run.js';

const held = ({ total, differing }: DriftReport) => total - differing.length;
const share = (report: DriftReport) => (report.total === 0 ? 0 : (100 * held(report)) / report.total).toFixed(1);

export const driftForms: Record<'text' | 'json' | 'junit', (report: DriftReport) => string> = {
  text(report) {
    const groups = [...report.groups]
      .sort()
      .map(([kind, { held: count, total }]) => `${String(count).padStart(5)}/${String(total).padEnd(5)} ${kind}`);
    const differences = report.differing.flatMap(({ path, differences: found }) => [
      path,
      ...found.map((difference) => `  ${difference}`),
    ]);
    const skipped =
      report.skipped > 0 ? `, ${report.skipped} broke off when they were recorded and are not compared` : '';
    return `${[...differences, '', ...groups, '', ...report.problems, `${held(report)}/${report.total} hold (${share(report)} %)${skipped}`].join('\n')}\n`;
  },
  json: ({ groups, ...report }) =>
    `${JSON.stringify({ ...report, groups: Object.fromEntries(groups) }, undefined, 2)}\n`,
  junit(report) {
    const results = report.differing.map(({ path, operation, differences }) => ({
      id: path,
      documentation: path,
      operation,
      outcome: 'fail' as const,
      differences: differences.map((message) => ({ field: 'form', message })),
      observed: [],
      durationMs: 0,
    }));
    const counts = { pass: held(report), fail: report.differing.length, skip: report.skipped };
    return writeJunit({
      target: 'recordings',
      region: '',
      startedAt: new Date().toISOString(),
      durationMs: 0,
      counts,
      written: report.total,
      generated: 0,
      results,
    });
  },
};
