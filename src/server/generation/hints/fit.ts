/** Fits what a question holds to the arguments of a tool. */
import { quote } from '../asked.js';
import { isCommon, stemOf, wordsOf } from '../words.js';
import { type Hint, type Hints, hintsOf } from './hints.js';
import { exampleIn, listByName, phraseAfter, saidByName, sumIn } from './phrases.js';
import { type Argument, type Role, roleOf, sumRole } from './roles.js';

/** A question while its values are handed out: each is given once. */
export interface Supply {
  hints: Hints;
  used: Set<Hint>;
  /** The values of enums that were given. */
  named: Set<string>;
}

type Fits = (value: number) => boolean;

/** Characters of the question that stand for an argument where nothing better is found. */
const longestQuote = 200;

/** `from` and `to` tell two arguments of one kind apart. */
const directions: readonly [words: RegExp, before: RegExp][] = [
  [/^(?:from|origin|source|departure|start|since|base)$/, /^(?:from|since)$/],
  [/^(?:to|destination|target|arrival|end|until|till)$/, /^(?:to|into|until|till)$/],
];

/** The text that the question plainly has for the argument; `undefined` where nothing says that it is meant. */
export function plainText(argument: Argument, supply: Supply): string | undefined {
  const said = saidByName(supply.hints.asked, argument.name);
  if (said !== undefined) return said;
  const role = roleOf(argument);
  const hint = nearest(argument, supply.hints.found, supply) ?? (role.loose ? undefined : free(role, supply)[0]);
  return hint && take(hint, supply);
}

/** A text for an argument that must have one: what fits, else what served already, else its own example, else the question itself. */
export function anyText(argument: Argument, supply: Supply): string {
  const { asked } = supply.hints;
  const role = roleOf(argument);
  const hint = free(role, supply)[0] ?? fitting(role, supply.hints).at(-1);
  if (hint) return take(hint, supply);
  const phrase = role === sumRole ? sumIn(asked) : role.after && phraseAfter(asked, role.after);
  const other = phrase || hintsOf(supply.hints, 'quoted')[0]?.text || exampleIn(argument.description);
  return other || quote(asked, longestQuote) || 'example';
}

/** The number that the question plainly has for the argument: `3 days` for `days`, `30 years old` for `age`. */
export function plainNumber(argument: Argument, supply: Supply, fits: Fits): number | undefined {
  const said = saidByName(supply.hints.asked, argument.name);
  if (said && fits(Number(said))) return Number(said);
  const numbers = freeNumbers(supply, fits);
  const isAge = wordsOf(argument.name).includes('age');
  const hint = nearest(argument, numbers, supply) ?? numbers.find(({ near }) => isAge && near.includes('year'));
  return hint && numberOf(take(hint, supply));
}

/** The next number that fits and was not given yet. */
export function anyNumber(supply: Supply, fits: Fits): number | undefined {
  const [hint] = freeNumbers(supply, fits);
  return hint && numberOf(take(hint, supply));
}

/** The value of an enum that the question names and that was not given yet, the first of them. */
export function plainChoice(values: readonly unknown[], { hints, named }: Supply): string | undefined {
  const value = namedValues(values, hints.asked).find((candidate) => !named.has(candidate));
  if (value !== undefined) named.add(value);
  return value;
}

/** The values of an enum that the question names, in its order. */
export function namedValues(values: readonly unknown[], asked: string): string[] {
  const words = wordsOf(asked);
  const capitals: string[] = asked.match(/[\p{L}\p{N}]+/gu) ?? [];
  const places = new Map<string, number>();
  for (const value of values) {
    if (typeof value !== 'string' || value === '') continue;
    // A single small letter is a word of the question more often than it is meant.
    const place = value.length === 1 ? capitals.indexOf(value.toUpperCase()) : placeOf(wordsOf(value), words);
    if (place >= 0) places.set(value, place);
  }
  return [...places.keys()].sort((left, right) => places.get(left)! - places.get(right)!);
}

function placeOf(wanted: string[], words: string[]): number {
  return wanted.length === 0
    ? -1
    : words.findIndex((_, at) => wanted.every((word, index) => words[at + index] === word));
}

/** All texts that the question lists for an argument which takes several. */
export function listedTexts(argument: Argument, supply: Supply): string[] | undefined {
  const { asked, found } = supply.hints;
  const among = free(roleOf(argument), supply);
  const first = nearest(argument, among, supply) ?? among[0];
  const named = listByName(asked, argument.name);
  if (named && !named.some((item) => first && item.includes(first.text))) return named;
  return first && found.filter(({ list }) => list === first.list).map((hint) => take(hint, supply));
}

/** All numbers of the question that fit. */
export function listedNumbers(supply: Supply, fits: Fits): number[] {
  return freeNumbers(supply, fits).map((hint) => numberOf(take(hint, supply)));
}

/** What stands after the preposition that the argument's name means, else by the name itself. */
function nearest({ name }: Argument, among: Hint[], { used }: Supply): Hint | undefined {
  const words = wordsOf(name);
  const stems = new Set(words.filter((word) => !isCommon(word)).map(stemOf));
  const direction = directions.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1];
  const left = among.filter((hint) => !used.has(hint));
  return (
    left.find(({ before }) => direction?.test(before)) ?? left.find(({ near }) => near.some((stem) => stems.has(stem)))
  );
}

const fitting = (role: Role, hints: Hints) => role.kinds.flatMap((kind) => hintsOf(hints, kind));
const free = (role: Role, { hints, used }: Supply) => fitting(role, hints).filter((hint) => !used.has(hint));

const freeNumbers = ({ hints, used }: Supply, fits: Fits) =>
  hintsOf(hints, 'number').filter((hint) => !used.has(hint) && fits(numberOf(hint.text)));
const numberOf = (text: string) => Number(text.replaceAll(',', ''));

function take(hint: Hint, { used }: Supply): string {
  used.add(hint);
  return hint.text;
}
