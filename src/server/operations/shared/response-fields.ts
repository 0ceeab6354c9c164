/** `additionalModelResponseFields`: what a caller of Converse asks of the model's native reply, by JSON pointers. */
import type { ResolvedModel } from '../../catalogue.js';
import type { ConversationDialect, Json, JsonObject } from '../../dialects/dialect.js';
import { dialects } from '../../dialects/index.js';
import type { Exchange } from '../../exchange.js';
import type { Conversation, FoldedTurn } from '../../inference/conversation.js';
import { unfoldTurn } from '../../inference/unfold.js';
import { createContext } from '../invoke-input.js';

export interface ResponseFields {
  additionalModelResponseFields?: JsonObject;
}

/**
 * Fields stand as deep as in the native reply: `/delta/stop_sequence` gives `{ delta: { stop_sequence } }`. What it does not
 * hold is passed over; nothing found is no member at all. `streamed`: the chunks of a stream are looked at too.
 */
export function responseFields(
  exchange: Exchange,
  model: ResolvedModel,
  conversation: Conversation,
  turn: FoldedTurn,
  streamed: boolean,
): ResponseFields {
  const paths = (exchange.input.additionalModelResponseFieldPaths ?? []) as string[];
  const dialect = dialects[model.model.format];
  if (paths.length === 0 || dialect?.kind !== 'conversation') return {};
  const context = createContext(exchange, model, {});
  const sources = [
    dialect.write([turn], conversation, context),
    ...(streamed ? chunksOf(dialect, conversation, turn, context) : []),
  ];
  const fields: JsonObject = {};
  for (const path of paths) {
    const steps = path.split('/').slice(1).map(decodeStep);
    const value = sources.map((source) => find(source, steps)).find((found) => found !== undefined);
    if (value !== undefined) put(fields, steps, value);
  }
  return Object.keys(fields).length > 0 ? { additionalModelResponseFields: fields } : {};
}

/** Whether the caller asks for any field, so that a stream has to be remembered. */
export function asksForFields({ input }: Exchange): boolean {
  return ((input.additionalModelResponseFieldPaths ?? []) as string[]).length > 0;
}

function chunksOf(
  dialect: ConversationDialect,
  conversation: Conversation,
  turn: FoldedTurn,
  context: ReturnType<typeof createContext>,
): JsonObject[] {
  const write = dialect.stream?.(conversation, context);
  return write ? [...unfoldTurn(turn)].flatMap((event) => write(event, 0)) : [];
}

function decodeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function find(source: Json, steps: string[]): Json | undefined {
  let value: Json | undefined = source;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as JsonObject)[step];
  }
  return value;
}

function put(fields: JsonObject, steps: string[], value: Json): void {
  let holder = fields;
  for (const step of steps.slice(0, -1)) {
    const within = holder[step];
    if (typeof within !== 'object' || within === null) holder[step] = {};
    holder = holder[step] as JsonObject;
  }
  holder[steps.at(-1)!] = value;
}
