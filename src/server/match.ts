/** Whether an exchange is one that a fixture or a fault was written for. */
import type { FixtureMatch, TextMatch } from '../fixtures/fixture.js';
import type { Exchange } from './exchange.js';
import type { Conversation, Message } from './inference/conversation.js';
import type { Active } from './namespace.js';

type Criterion = (match: FixtureMatch, exchange: Exchange) => boolean;

/** One test for each criterion; an absent criterion holds. */
const criteria: { [Name in keyof FixtureMatch]-?: Criterion } = {
  operation: (match, exchange) => asList(match.operation).includes(exchange.operation.name),
  model: (match, exchange) => asList(match.model).some((glob) => matchesGlob(glob, exchange.notes.model ?? '')),
  region: (match, exchange) => asList(match.region).includes(exchange.region),
  prompt: (match, exchange) => matchesText(match.prompt as TextMatch, promptOf(exchange)),
  lastUserTurn: (match, exchange) =>
    matchesText(match.lastUserTurn as TextMatch, textOf(userTurns(conversationOf(exchange)).at(-1))),
  system: (match, exchange) =>
    matchesText(
      match.system as TextMatch,
      (conversationOf(exchange)?.system ?? []).map((block) => block.text ?? '').join('\n'),
    ),
  tools: (match, exchange) => {
    const names = (conversationOf(exchange)?.toolConfig?.tools ?? []).map((tool) => tool.toolSpec?.name);
    return (match.tools ?? []).every((name) => names.includes(name));
  },
  toolResults: (match, exchange) => (match.toolResults ?? []).every((name) => resultNames(exchange).includes(name)),
  turn: (match, exchange) => userTurns(conversationOf(exchange)).length === match.turn,
  headers: (match, exchange) =>
    Object.entries(match.headers ?? {}).every(([name, text]) => {
      const value = exchange.headers[name.toLowerCase()];
      return value !== undefined && matchesText(text, value);
    }),
  input: (match, exchange) =>
    Object.entries(match.input ?? {}).every(([path, expected]) =>
      isEqual(path.split('.').reduce<unknown>(member, exchange.input), expected),
    ),
};

/** Whether all criteria hold. */
export function matches(match: FixtureMatch | undefined, exchange: Exchange): boolean {
  if (!match) return true;
  for (const name of Object.keys(match) as (keyof FixtureMatch)[]) {
    if (match[name] !== undefined && !criteria[name]?.(match, exchange)) return false;
  }
  return true;
}

/** How many criteria a match has: the more specific wins. */
export function specificity(match: FixtureMatch | undefined): number {
  return match ? Object.values(match).filter((value) => value !== undefined).length : 0;
}

/** Whether an active fixture or fault applies: its criteria, its predicate, and its count of uses. */
export function applies(active: Active<{ match?: FixtureMatch; times?: number }>, exchange: Exchange): boolean {
  const { match, times } = active.item;
  if (times !== undefined && active.used >= times) return false;
  return matches(match, exchange) && (active.when?.(exchange) ?? true);
}

function asList(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** `*` stands for any run of characters. */
export function matchesGlob(glob: string, text: string): boolean {
  const pattern = glob
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(text);
}

function matchesText(match: TextMatch, text: string): boolean {
  return typeof match === 'string' ? text.includes(match) : new RegExp(match.pattern, match.flags).test(text);
}

function conversationOf(exchange: Exchange): Conversation | undefined {
  return exchange.inference?.kind === 'conversation' ? exchange.inference : undefined;
}

function promptOf(exchange: Exchange): string {
  const { inference } = exchange;
  if (inference?.kind === 'conversation') return inference.messages.map(textOf).join('\n');
  if (inference?.kind === 'embedding') return inference.inputs.map((input) => input.text ?? '').join('\n');
  if (inference?.kind === 'ranking') return inference.query;
  return inference?.kind === 'image' ? inference.prompt : '';
}

function textOf(message: Message | undefined): string {
  return (message?.content ?? []).map((block) => block.text ?? '').join('\n');
}

/** User messages that are not only tool results. */
function userTurns(conversation: Conversation | undefined): Message[] {
  return (conversation?.messages ?? []).filter(
    (message) => message.role === 'user' && !message.content?.every((block) => block.toolResult),
  );
}

/** Ids of the tool calls whose results the last message brings, and the names of those tools. */
function resultNames(exchange: Exchange): string[] {
  const messages = conversationOf(exchange)?.messages ?? [];
  const ids = (messages.at(-1)?.content ?? []).flatMap((block) => block.toolResult?.toolUseId ?? []);
  const names = messages
    .flatMap((message) => message.content ?? [])
    .flatMap((block) =>
      block.toolUse && ids.includes(block.toolUse.toolUseId ?? '') ? (block.toolUse.name ?? []) : [],
    );
  return [...ids, ...names];
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
