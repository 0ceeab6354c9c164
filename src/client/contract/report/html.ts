/** The report as a page: operations with their cases, each difference by its field, timings. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CaseResult } from '../run.js';
import type { WriteReport } from './report.js';

/** What is used of the library. */
interface Mustache {
  render(template: string, view: object): string;
}

export const writeHtml: WriteReport = (report) => {
  const template = readFileSync(new URL('./page.mustache', import.meta.url), 'utf8');
  const names = [...new Set(report.results.map(({ operation }) => operation))].sort();
  const operations = names.map((operation) => {
    const own = report.results.filter((result) => result.operation === operation);
    const count = (outcome: CaseResult['outcome']) => own.filter((result) => result.outcome === outcome).length || '';
    return { operation, pass: count('pass'), failed: count('fail'), skipped: count('skip'), results: own.map(toRow) };
  });
  const mustache = createRequire(import.meta.url)('mustache') as Mustache;
  return mustache.render(template, { ...report, seconds: (report.durationMs / 1000).toFixed(1), operations });
};

function toRow(result: CaseResult) {
  return { ...result, milliseconds: result.durationMs.toFixed(1), hasDifferences: result.differences.length > 0 };
}
