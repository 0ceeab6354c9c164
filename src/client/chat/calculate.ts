/** Arithmetic from a text, by recursive descent: nothing in it is ever run as a program. */

type Operation = (left: number, right: number) => number;

/** From the loosest to the tightest; those of a row are taken from the left. */
const rows: Record<string, Operation>[] = [
  { '+': (left, right) => left + right, '-': (left, right) => left - right },
  { '*': (left, right) => left * right, '/': (left, right) => left / right, '%': (left, right) => left % right },
];

/** Deeper than any sum that is meant. */
const deepest = 100;

/** Throws one sentence where the text is no expression or its value no number. */
export function calculate(expression: string): number {
  const tokens = expression.replaceAll('**', '^').match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+|\S/gi) ?? [];
  let at = 0;
  let depth = 0;

  function readRow(index: number): number {
    const operations = rows[index];
    if (!operations) return readSigned();
    let value = readRow(index + 1);
    for (let operation = operations[tokens[at] ?? '']; operation; operation = operations[tokens[at] ?? '']) {
      at++;
      value = operation(value, readRow(index + 1));
    }
    return value;
  }

  /** A sign is looser than a power: -2^2 is -4. */
  function readSigned(): number {
    if (++depth > deepest) throw new Error('the expression is nested too deeply');
    const sign = tokens[at];
    if (sign === '-' || sign === '+') {
      at++;
      return sign === '-' ? -readSigned() : readSigned();
    }
    const base = readAtom();
    if (tokens[at] !== '^') return base;
    at++;
    return base ** readSigned();
  }

  function readAtom(): number {
    const token = tokens[at++] ?? 'the end';
    if (/^[.\d]/.test(token) && Number.isFinite(Number(token))) return Number(token);
    if (token !== '(') throw new Error(`"${expression}" is no arithmetic expression: ${token} is not expected`);
    const value = readRow(0);
    if (tokens[at++] !== ')') throw new Error(`"${expression}" lacks a closing parenthesis`);
    return value;
  }

  const value = readRow(0);
  if (at < tokens.length) throw new Error(`"${expression}" is no arithmetic expression: ${tokens[at]} is not expected`);
  if (!Number.isFinite(value)) throw new Error(`"${expression}" has no finite value`);
  return value;
}
