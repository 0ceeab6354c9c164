/** What a run found, in one form that every report is written from. */
import type { CaseResult } from '../run.js';

export interface Report {
  target: string;
  region: string;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  counts: { pass: number; fail: number; skip: number };
  /** How many of the cases are written by hand, and how many follow from the API model. */
  written: number;
  generated: number;
  results: CaseResult[];
}

export type WriteReport = (report: Report) => string;

export function countOutcomes(results: readonly CaseResult[]): Report['counts'] {
  const counts = { pass: 0, fail: 0, skip: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

export const sayDifferences = ({ differences }: CaseResult) =>
  differences.map(({ field, message }) => `${field}: ${message}`).join('\n');
