/** `{{lastUserTurn}}` and the like in a reply's texts, filled in from the request. Mustache, without escaping and partials. */
import { createRequire } from 'node:module';
import type { Facts } from '../../match-facts.js';
import { didYouMean } from '../../nearest.js';
import { isoDate } from '../../timestamps.js';

/** A token of Mustache's parser: kind, name, and of a section its inner tokens. */
type Token = [kind: string, name: string, ...rest: unknown[]];

/** What is used of the library. */
interface Mustache {
  parse(template: string): Token[];
  render(template: string, view: object, partials?: object, options?: { escape(value: unknown): string }): string;
}

const load = createRequire(import.meta.url);
let library: Mustache | undefined;

function mustache(): Mustache {
  library ??= load('mustache') as Mustache;
  return library;
}

const write = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The names in scope. */
const scope: Record<string, (facts: Facts, used: number) => unknown> = {
  model: ({ models }) => models[0] ?? '',
  operation: ({ exchange }) => exchange.operation.name,
  region: ({ exchange }) => exchange.region,
  prompt: (facts) => facts.prompt,
  lastUserTurn: (facts) => facts.lastUserTurn,
  system: (facts) => facts.system,
  turn: (facts) => facts.turn,
  input: ({ exchange }) => exchange.input,
  body: (facts) => facts.body ?? {},
  headers: ({ exchange }) => exchange.headers,
  now: ({ exchange }) => isoDate(exchange.namespace.clock.now()),
  count: (_facts, used) => used,
};

function createView(facts: Facts, used: number): object {
  const getters = Object.entries(scope).map(([name, read]) => [name, { get: () => read(facts, used) }]);
  return Object.defineProperties({}, Object.fromEntries(getters));
}

/** Every text within `value`, however deep, with its tags filled in. `used`: the count of matches, this one with it. */
export function fillTemplates<Value>(value: Value, facts: Facts, used: number): Value {
  return mapTexts(value, (text) => mustache().render(text, createView(facts, used), {}, { escape: write })) as Value;
}

/** Throws an Error of one sentence where a text is no template, or asks for what is not in scope. */
export function checkTemplates(value: unknown): void {
  mapTexts(value, (text) => {
    for (const [kind, name] of parse(text)) {
      const [first = ''] = name.split('.');
      if (kind === 'text' || kind === '!' || kind === '=' || Object.hasOwn(scope, first)) continue;
      const names = Object.keys(scope);
      throw new Error(
        `{{${name}}} is nothing that a template knows${didYouMean(first, names)} (known are ${names.join(', ')}; ` +
          'template: false leaves texts as they are)',
      );
    }
    return text;
  });
}

function parse(text: string): Token[] {
  try {
    return mustache().parse(text);
  } catch (cause) {
    throw new Error(`${(cause as Error).message} in a template (template: false leaves texts as they are)`);
  }
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return value.includes('{{') ? map(value) : value;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, map)]));
}
