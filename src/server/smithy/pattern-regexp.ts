/** A pattern of the API model as a JavaScript expression that matches the same whole strings, and cannot run away on any. */
import { subtract } from './character-ranges.js';
import { type PatternNode, parsePattern } from './pattern.js';

const compiled = new Map<string, RegExp>();

/** The expression for a pattern, made once. Throws a SyntaxError where the pattern is not understood. */
export function compilePattern(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = new RegExp(`^(?:${write(simplify(parsePattern(pattern)))})$`, 'u');
    compiled.set(pattern, expression);
  }
  return expression;
}

/**
 * Rewrites `(A*B){0,n}` where every character of A is one of B, as in `(-*[a-z-]){0,63}`: a run of hyphens could be divided in
 * 2^length ways, all of which a backtracking matcher tries. The rewritten form divides it in one.
 */
function simplify(node: PatternNode): PatternNode {
  if (node.kind === 'sequence' || node.kind === 'choice') return { ...node, items: node.items.map(simplify) };
  if (node.kind !== 'repeat') return node;
  const item = simplify(node.item);
  const [inner, last] = item.kind === 'sequence' && item.items.length === 2 ? item.items : [];
  if (node.min !== 0 || inner?.kind !== 'repeat' || inner.min !== 0 || inner.max !== Number.POSITIVE_INFINITY)
    return { ...node, item };
  if (inner.item.kind !== 'set' || last?.kind !== 'set' || subtract(inner.item.ranges, last.ranges).length > 0)
    return { ...node, item };
  if (node.max === Number.POSITIVE_INFINITY) return { ...node, item: last };
  const rest: PatternNode = { kind: 'set', ranges: subtract(last.ranges, inner.item.ranges) };
  const unit: PatternNode = { kind: 'sequence', items: [inner, rest] };
  return {
    kind: 'choice',
    items: [
      {
        kind: 'sequence',
        items: [
          { ...node, item: unit, max: node.max - 1 },
          { ...inner, min: 1 },
        ],
      },
      { ...node, item: unit },
    ],
  };
}

function write(node: PatternNode): string {
  switch (node.kind) {
    case 'set':
      return `[${node.ranges.map(([from, to]) => (from === to ? point(from) : `${point(from)}-${point(to)}`)).join('')}]`;
    case 'sequence':
      return node.items.map((item) => (item.kind === 'choice' ? `(?:${write(item)})` : write(item))).join('');
    case 'choice':
      return node.items.map(write).join('|');
    case 'repeat':
      return `(?:${write(node.item)}){${node.min},${node.max === Number.POSITIVE_INFINITY ? '' : node.max}}`;
    case 'start':
      return '^';
    case 'end':
      return '$';
  }
}

function point(code: number): string {
  return /[a-zA-Z0-9]/.test(String.fromCharCode(code)) ? String.fromCharCode(code) : `\\u{${code.toString(16)}}`;
}
