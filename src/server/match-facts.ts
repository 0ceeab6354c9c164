/** What of an exchange a fixture or a fault can be held against: each made when first asked for, then kept. */
import type { Exchange } from './exchange.js';
import type { Conversation, Message } from './inference/conversation.js';
import { createSearchedText, type Literal, type SearchedText } from './match-text.js';
import { type Canonicalizer, createCanonicalizer } from './redaction/canonical.js';
import { createRedactor } from './redaction/redactor.js';
import type { Settings } from './settings.js';

export interface Facts {
  exchange: Exchange;
  /** Every id of the model: as the caller gave it, of the inference profile, of the foundation model. */
  readonly models: string[];
  /** The texts of the whole conversation, the system prompt aside. */
  readonly prompt: string;
  readonly lastUserTurn: string;
  readonly system: string;
  readonly tools: string[];
  /** Ids of the tool calls whose results the last message brings, and the names of those tools. */
  readonly toolResults: string[];
  /** How many user turns there are: messages of only tool results are none. */
  readonly turn: number;
  /** The native body; undefined where there is none, or it is no JSON. */
  readonly body: unknown;
  /** The hash by which a recording of the request is found; undefined where no request came. */
  readonly request: string | undefined;
  /** Whether `fits`, which is `glob` compiled, holds of one of the models: fixtures by the hundred ask for the same. */
  isModel(glob: string, fits: (id: string) => boolean): boolean;
  /** False only where `literal` cannot stand in `text`, one of those above. */
  mayHold(text: string, literal: Literal): boolean;
}

type Made = Omit<Facts, 'exchange' | 'isModel' | 'mayHold'>;

const makers: { [Name in keyof Made]: (exchange: Exchange) => Made[Name] } = {
  models: ({ notes, model }) => [
    ...new Set([notes.model, model?.inferenceProfileId, model?.model.modelId].filter((id) => id !== undefined)),
  ],
  prompt: readPrompt,
  lastUserTurn: (exchange) => textOf(userTurns(exchange).at(-1)),
  system: (exchange) => (conversationOf(exchange)?.system ?? []).map((block) => block.text ?? '').join('\n'),
  tools: (exchange) => (conversationOf(exchange)?.toolConfig?.tools ?? []).flatMap((tool) => tool.toolSpec?.name ?? []),
  toolResults: readToolResults,
  turn: (exchange) => userTurns(exchange).length,
  body: readBody,
  request: hashRequest,
};

const known = new WeakMap<Exchange, { facts: Facts; inference: Exchange['inference'] }>();

/** The facts of an exchange; made anew once its inference has been read. */
export function factsOf(exchange: Exchange): Facts {
  const kept = known.get(exchange);
  if (kept && kept.inference === exchange.inference) return kept.facts;
  const facts = createFacts(exchange);
  known.set(exchange, { facts, inference: exchange.inference });
  return facts;
}

function createFacts(exchange: Exchange): Facts {
  const made: { -readonly [Name in keyof Made]?: Made[Name] } = {};
  const askedModels = new Map<string, boolean>();
  const searched = new Map<string, SearchedText>();
  // Hundreds of fixtures in a row ask of the same text and the same glob: comparing is quicker than looking up.
  let lastGlob: string | undefined;
  let lastIs = false;
  let lastText: string | undefined;
  let lastSearched: SearchedText | undefined;
  return {
    exchange,
    isModel(glob, fits) {
      if (glob === lastGlob) return lastIs;
      let is = askedModels.get(glob);
      if (is === undefined) {
        made.models ??= makers.models(exchange);
        is = made.models.some(fits);
        askedModels.set(glob, is);
      }
      lastGlob = glob;
      lastIs = is;
      return is;
    },
    mayHold(text, literal) {
      if (text === lastText && lastSearched) return lastSearched.mayHold(literal);
      let known = searched.get(text);
      if (!known) {
        known = createSearchedText(text);
        searched.set(text, known);
      }
      lastText = text;
      lastSearched = known;
      return known.mayHold(literal);
    },
    get models() {
      made.models ??= makers.models(exchange);
      return made.models;
    },
    get prompt() {
      made.prompt ??= makers.prompt(exchange);
      return made.prompt;
    },
    get lastUserTurn() {
      made.lastUserTurn ??= makers.lastUserTurn(exchange);
      return made.lastUserTurn;
    },
    get system() {
      made.system ??= makers.system(exchange);
      return made.system;
    },
    get tools() {
      made.tools ??= makers.tools(exchange);
      return made.tools;
    },
    get toolResults() {
      made.toolResults ??= makers.toolResults(exchange);
      return made.toolResults;
    },
    get turn() {
      made.turn ??= makers.turn(exchange);
      return made.turn;
    },
    get body() {
      made.body ??= makers.body(exchange);
      return made.body;
    },
    get request() {
      made.request ??= makers.request(exchange);
      return made.request;
    },
  };
}

function conversationOf({ inference }: Exchange): Conversation | undefined {
  return inference?.kind === 'conversation' ? inference : undefined;
}

function readPrompt({ inference }: Exchange): string {
  if (inference?.kind === 'conversation') return inference.messages.map(textOf).join('\n');
  if (inference?.kind === 'embedding') return inference.inputs.map((input) => input.text ?? '').join('\n');
  if (inference?.kind === 'ranking') return inference.query;
  return inference?.kind === 'image' ? inference.prompt : '';
}

function textOf(message: Message | undefined): string {
  return (message?.content ?? []).map((block) => block.text ?? '').join('\n');
}

function userTurns(exchange: Exchange): Message[] {
  return (conversationOf(exchange)?.messages ?? []).filter(
    (message) => message.role === 'user' && !message.content?.every((block) => block.toolResult),
  );
}

function readToolResults(exchange: Exchange): string[] {
  const messages = conversationOf(exchange)?.messages ?? [];
  const ids = (messages.at(-1)?.content ?? []).flatMap((block) => block.toolResult?.toolUseId ?? []);
  const names = messages
    .flatMap((message) => message.content ?? [])
    .flatMap((block) =>
      block.toolUse && ids.includes(block.toolUse.toolUseId ?? '') ? (block.toolUse.name ?? []) : [],
    );
  return [...ids, ...names];
}

function readBody({ input }: Exchange): unknown {
  const { body } = input;
  if (!(body instanceof Uint8Array)) return undefined;
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

const canonicalizers = new WeakMap<Settings, Canonicalizer>();

/** As recordings are hashed: the same rules of redaction and of what does not count. */
function hashRequest({ raw, headers, namespace: { settings } }: Exchange): string | undefined {
  if (!raw) return undefined;
  let canonicalizer = canonicalizers.get(settings);
  if (!canonicalizer) {
    const { ignore, redact } = settings.recordings;
    canonicalizer = createCanonicalizer(ignore, createRedactor({ rules: redact, accounts: [settings.accountId] }));
    canonicalizers.set(settings, canonicalizer);
  }
  return canonicalizer.hash(canonicalizer.of({ ...raw, headers }));
}
