/** The report in JUnit's form, which every CI reads: a suite for each operation. */
import type { CaseResult } from '../run.js';
import { sayDifferences, type WriteReport } from './report.js';

export const writeJunit: WriteReport = ({ target, startedAt, results, counts, durationMs }) => {
  const suites = groupByOperation(results);
  const totals = attributes({
    tests: results.length,
    failures: counts.fail,
    skipped: counts.skip,
    time: seconds(durationMs),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bedrock contract against ${escapeXml(target)}" ${totals}>`,
    ...[...suites].flatMap(([operation, own]) => writeSuite(operation, own, startedAt)),
    '</testsuites>',
    '',
  ].join('\n');
};

function groupByOperation(results: CaseResult[]): Map<string, CaseResult[]> {
  const groups = new Map<string, CaseResult[]>();
  for (const result of results) groups.set(result.operation, [...(groups.get(result.operation) ?? []), result]);
  return groups;
}

function writeSuite(operation: string, results: CaseResult[], timestamp: string): string[] {
  const count = (outcome: CaseResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const time = seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const own = attributes({
    name: operation,
    tests: results.length,
    failures: count('fail'),
    skipped: count('skip'),
    time,
    timestamp,
  });
  return [`  <testsuite ${own}>`, ...results.flatMap(writeCase), '  </testsuite>'];
}

function writeCase(result: CaseResult): string[] {
  const open = `    <testcase ${attributes({ classname: result.operation, name: result.id, time: seconds(result.durationMs) })}`;
  if (result.outcome === 'pass') return [`${open}/>`];
  const [first] = result.differences;
  const inside =
    result.outcome === 'skip'
      ? `<skipped ${attributes({ message: result.reason ?? '' })}/>`
      : `<failure ${attributes({ message: first ? `${first.field}: ${first.message}` : '' })}>${escapeXml(sayDifferences(result))}</failure>`;
  return [`${open}>`, `      ${inside}`, '    </testcase>'];
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3);

const attributes = (values: Record<string, string | number>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(String(value))}"`)
    .join(' ');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML 1.0 cannot hold at all becomes a question mark. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[&<>"]/g, (character) => entities[character]!)
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?');
}
