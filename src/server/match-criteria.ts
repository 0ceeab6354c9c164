/** The criteria of a match, one row each: what is expected, what was received, whether it holds. */
import type { FixtureMatch, TextMatch } from '../fixtures/fixture.js';
import { compileJsonPath } from './match-body.js';
import type { Facts } from './match-facts.js';
import { requiredLiteral } from './match-literal.js';
import { createLiteral, type Literal } from './match-text.js';

/** One criterion, ready to be asked many times. */
export interface Test {
  /** `prompt`, `headers.x-tenant`, `body.$.messages[0].content`. */
  criterion: string;
  /** For people: `to contain "weather"`. */
  expected(): string;
  received(facts: Facts): unknown;
  holds(facts: Facts): boolean;
}

type Compile<Value> = (value: Value, name: string) => Test[];

const oneOf =
  (receive: (facts: Facts) => string): Compile<string | string[]> =>
  (value, criterion) => {
    const names = asList(value);
    const expected = () => `one of ${names.join(', ')}`;
    return [{ criterion, expected, received: receive, holds: (facts) => names.includes(receive(facts)) }];
  };

const textOf =
  (receive: (facts: Facts) => string | undefined): Compile<TextMatch> =>
  (value, criterion) => {
    const test = compileText(value);
    const literal = literalOf(value);
    const holds = (facts: Facts) => {
      const text = receive(facts);
      return text !== undefined && (!literal || facts.mayHold(text, literal)) && test(text);
    };
    return [{ criterion, expected: () => sayText(value), received: receive, holds }];
  };

const allOf =
  (receive: (facts: Facts) => string[]): Compile<string[]> =>
  (names, criterion) => {
    const holds = (facts: Facts) => names.every((name) => receive(facts).includes(name));
    return [{ criterion, expected: () => `all of ${names.join(', ')}`, received: receive, holds }];
  };

/** The table; the cheapest first, which is the order in which they are asked. */
export const criteria: { [Name in keyof FixtureMatch]-?: Compile<NonNullable<FixtureMatch[Name]>> } = {
  operation: oneOf(({ exchange }) => exchange.operation.name),
  region: oneOf(({ exchange }) => exchange.region),
  model: (value, criterion) => {
    const globs = asList(value).map((glob) => ({ glob, fits: compileGlob(glob) }));
    const expected = () => `one of ${asList(value).join(', ')}`;
    const holds = (facts: Facts) => {
      for (const { glob, fits } of globs) if (facts.isModel(glob, fits)) return true;
      return false;
    };
    return [{ criterion, expected, received: ({ models }) => models, holds }];
  },
  turn: (turn, criterion) => [
    { criterion, expected: () => String(turn), received: (facts) => facts.turn, holds: (facts) => facts.turn === turn },
  ],
  tools: allOf((facts) => facts.tools),
  toolResults: allOf((facts) => facts.toolResults),
  headers: (headers) =>
    Object.entries(headers).flatMap(([name, text]) =>
      textOf(({ exchange }) => exchange.headers[name.toLowerCase()])(text, `headers.${name}`),
    ),
  system: textOf((facts) => facts.system),
  lastUserTurn: textOf((facts) => facts.lastUserTurn),
  prompt: textOf((facts) => facts.prompt),
  input: (members) =>
    Object.entries(members).map(([path, value]) => {
      const names = path.split('.');
      const received = ({ exchange }: Facts) => names.reduce<unknown>(member, exchange.input);
      const holds = (facts: Facts) => isEqual(received(facts), value);
      return { criterion: `input.${path}`, expected: () => JSON.stringify(value), received, holds };
    }),
  request: (hash, criterion) => [
    { criterion, expected: () => hash, received: (facts) => facts.request, holds: (facts) => facts.request === hash },
  ],
  body: (paths) =>
    Object.entries(paths).map(([path, value]) => {
      const find = compileJsonPath(path);
      const text = isPattern(value) ? compileText(value) : undefined;
      const fits = (found: unknown) => (text ? typeof found === 'string' && text(found) : isEqual(found, value));
      const received = ({ body }: Facts) => (body === undefined ? undefined : find(body));
      const holds = (facts: Facts) => received(facts)?.some(fits) ?? false;
      const expected = () => (isPattern(value) ? sayText(value) : JSON.stringify(value));
      return { criterion: `body.${path}`, expected, received, holds };
    }),
};

function asList(value: string | string[]): string[] {
  return Array.isArray(value) ? value : [value];
}

/** `*` stands for any run of characters. */
export function compileGlob(glob: string): (text: string) => boolean {
  const star = glob.indexOf('*');
  if (star < 0) return (text) => text === glob;
  if (star === glob.length - 1) {
    const prefix = glob.slice(0, -1);
    return (text) => text.startsWith(prefix);
  }
  const parts = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's');
  return (text) => pattern.test(text);
}

/** A pattern is asked anew for each text, whatever `g` and `y` would remember of the last one. */
function compileText(match: TextMatch): (text: string) => boolean {
  if (typeof match === 'string') return (text) => text.includes(match);
  const pattern = new RegExp(match.pattern, match.flags?.replace('g', ''));
  if (!pattern.sticky) return (text) => pattern.test(text);
  return (text) => {
    pattern.lastIndex = 0;
    return pattern.test(text);
  };
}

/** What must stand in a text that holds. Undefined where that cannot be told. */
function literalOf(match: TextMatch): Literal | undefined {
  const text = typeof match === 'string' ? match : requiredLiteral(match.pattern, match.flags ?? '');
  return text === undefined ? undefined : createLiteral(text);
}

function sayText(match: TextMatch): string {
  return typeof match === 'string'
    ? `to contain ${JSON.stringify(match)}`
    : `to match /${match.pattern}/${match.flags ?? ''}`;
}

/** `{ pattern }` or `{ pattern, flags }`, and nothing else. */
export function isPattern(value: unknown): value is Exclude<TextMatch, string> {
  if (value === null || typeof value !== 'object') return false;
  const keys = Object.keys(value);
  return keys.includes('pattern') && keys.every((key) => key === 'pattern' || key === 'flags');
}

function member(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
}

function isEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length && keys.every((key) => isEqual(member(left, key), member(right, key)))
  );
}
