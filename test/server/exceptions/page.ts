/** The table of docs/exceptions.md. */

import { byFault, reasonFor } from '../../../src/client/contract/by-fault.js';
import { errorsOf } from '../../../src/fixtures/operation-errors.js';
import { operations } from '../../../src/server/smithy/operation.js';

const short = (exception: string) => exception.replace(/Exception$/, '');

export interface Pair {
  operation: string;
  exception: string;
}

/** Every exception that the model lists for an operation. */
export const pairs: Pair[] = operations.flatMap(({ name }) =>
  errorsOf(name).map((exception) => ({ operation: name, exception })),
);

export const exceptions = [...new Set(pairs.map(({ exception }) => exception))].sort();

const row = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
const ruler = (columns: number) => `|${'---|'.repeat(columns)}`;

/** `by request`, or `by fault`. */
function writeCell(operation: string, exception: string): string {
  if (!errorsOf(operation).includes(exception)) return '';
  return reasonFor(operation, exception) === undefined ? 'R' : 'f';
}

function writeCounts(): string[] {
  const count = (exception: string, isByFault: boolean) =>
    pairs.filter(
      (pair) => pair.exception === exception && (reasonFor(pair.operation, pair.exception) !== undefined) === isByFault,
    ).length;
  const lines = exceptions.map((exception) => [`\`${exception}\``, count(exception, false), count(exception, true)]);
  const total = (column: number) => lines.reduce((sum, line) => sum + Number(line[column]), 0);
  return [['exception', 'by a request', 'by a fault alone'], ...lines, ['all', total(1), total(2)]].map(row);
}

function writeReasons(): string[] {
  return byFault.map(({ exception, operations: named, reason }) =>
    row([`\`${short(exception)}\``, named?.join(', ') ?? 'all that have it', reason]),
  );
}

/** Counts, reasons, and each operation. */
export function writePage(): string {
  const [head, ...counts] = writeCounts();
  const table = operations.map(({ name }) => row([name, ...exceptions.map((exception) => writeCell(name, exception))]));
  return [
    `${pairs.length} exceptions of ${operations.length} operations:`,
    '',
    head,
    ruler(3),
    ...counts,
    '',
    '## By a fault alone, and why',
    '',
    row(['exception', 'of', 'because']),
    ruler(3),
    ...writeReasons(),
    '',
    '## Each operation',
    '',
    'R: a request and what the account holds provoke it. f: a fault alone. Empty: the model does not list it.',
    '',
    row(['operation', ...exceptions.map(short)]),
    ruler(exceptions.length + 1),
    ...table,
  ].join('\n');
}
