/** The regular expressions of the API model, which are Java's, read into a tree that can be written or drawn from. */
import {
  anyCharacter,
  complement,
  escapedCharacters,
  normalise,
  type Range,
  singleCharacter,
} from './character-ranges.js';

export type PatternNode =
  | { kind: 'set'; ranges: Range[] }
  | { kind: 'sequence'; items: PatternNode[] }
  | { kind: 'choice'; items: PatternNode[] }
  | { kind: 'repeat'; item: PatternNode; min: number; max: number }
  | { kind: 'start' }
  | { kind: 'end' };

interface Cursor {
  pattern: string;
  characters: string[];
  position: number;
}

/**
 * Reads a pattern. Throws a SyntaxError for what it does not know: look-around, possessive and lazy quantifiers, back
 * references, `\p` and the intersection of classes, none of which Bedrock's model has had.
 */
export function parsePattern(pattern: string): PatternNode {
  const cursor: Cursor = { pattern, characters: [...pattern], position: 0 };
  const tree = readChoice(cursor);
  if (cursor.position < cursor.characters.length) throw notUnderstood(cursor, 'a closing parenthesis');
  return tree;
}

function notUnderstood({ pattern }: Cursor, what: string): SyntaxError {
  return new SyntaxError(`${what} is not understood in the pattern ${pattern}`);
}

function peek({ characters, position }: Cursor): string | undefined {
  return characters[position];
}

function take(cursor: Cursor, expected: string): boolean {
  if (peek(cursor) !== expected) return false;
  cursor.position += 1;
  return true;
}

function readChoice(cursor: Cursor): PatternNode {
  const items = [readSequence(cursor)];
  while (take(cursor, '|')) items.push(readSequence(cursor));
  return items.length === 1 ? items[0]! : { kind: 'choice', items };
}

function readSequence(cursor: Cursor): PatternNode {
  const items: PatternNode[] = [];
  for (let next = peek(cursor); next !== undefined && next !== '|' && next !== ')'; next = peek(cursor))
    items.push(readQuantified(cursor));
  return items.length === 1 ? items[0]! : { kind: 'sequence', items };
}

function readQuantified(cursor: Cursor): PatternNode {
  const item = readAtom(cursor);
  const bounds = readQuantifier(cursor);
  if (!bounds) return item;
  const next = peek(cursor);
  if (next === '+' || next === '?' || next === '*') throw notUnderstood(cursor, `${next} after a quantifier`);
  return { kind: 'repeat', item, min: bounds[0], max: bounds[1] };
}

function readQuantifier(cursor: Cursor): [number, number] | undefined {
  if (take(cursor, '*')) return [0, Number.POSITIVE_INFINITY];
  if (take(cursor, '+')) return [1, Number.POSITIVE_INFINITY];
  if (take(cursor, '?')) return [0, 1];
  if (!take(cursor, '{')) return undefined;
  const end = cursor.characters.indexOf('}', cursor.position);
  const match = /^(\d+)(,(\d*))?$/.exec(cursor.characters.slice(cursor.position, end).join(''));
  if (end < 0 || !match) throw notUnderstood(cursor, 'a brace');
  cursor.position = end + 1;
  const min = Number(match[1]);
  return [min, match[2] === undefined ? min : match[3] ? Number(match[3]) : Number.POSITIVE_INFINITY];
}

function readAtom(cursor: Cursor): PatternNode {
  const character = cursor.characters[cursor.position++]!;
  switch (character) {
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '.':
      return { kind: 'set', ranges: anyCharacter };
    case '(':
      return readGroup(cursor);
    case '[':
      return { kind: 'set', ranges: readSet(cursor) };
    case '\\':
      return { kind: 'set', ranges: readEscape(cursor) };
    case '*':
    case '+':
    case '?':
    case '{':
      throw notUnderstood(cursor, `${character} without an item`);
    default:
      return { kind: 'set', ranges: [singleCharacter(character)] };
  }
}

function readGroup(cursor: Cursor): PatternNode {
  if (take(cursor, '?') && !take(cursor, ':')) throw notUnderstood(cursor, `(?${peek(cursor)}`);
  const inner = readChoice(cursor);
  if (!take(cursor, ')')) throw notUnderstood(cursor, 'an open parenthesis');
  return inner;
}

function readSet(cursor: Cursor): Range[] {
  const negated = take(cursor, '^');
  const ranges: Range[] = [];
  while (!take(cursor, ']')) ranges.push(...readSetItem(cursor));
  return negated ? complement(ranges) : normalise(ranges);
}

/** One character, class or range. A hyphen after a range or class, or at the end, stands for itself. */
function readSetItem(cursor: Cursor): Range[] {
  const first = readSetMember(cursor);
  if (peek(cursor) !== '-' || cursor.characters[cursor.position + 1] === ']' || !isSingle(first)) return first;
  cursor.position += 1;
  const last = readSetMember(cursor);
  if (!isSingle(last)) throw notUnderstood(cursor, 'a range that ends in a class');
  return [[first[0]![0], last[0]![0]]];
}

function readSetMember(cursor: Cursor): Range[] {
  const character = cursor.characters[cursor.position++];
  if (character === undefined) throw notUnderstood(cursor, 'an open class');
  if (character === '[' || (character === '&' && peek(cursor) === '&'))
    throw notUnderstood(cursor, `${character} in a class`);
  return character === '\\' ? readEscape(cursor) : [singleCharacter(character)];
}

function readEscape(cursor: Cursor): Range[] {
  const letter = cursor.characters[cursor.position++] ?? '';
  const ranges = letter === '' ? undefined : escapedCharacters(letter);
  if (!ranges) throw notUnderstood(cursor, `\\${letter}`);
  return ranges;
}

function isSingle(ranges: Range[]): boolean {
  return ranges.length === 1 && ranges[0]![0] === ranges[0]![1];
}
