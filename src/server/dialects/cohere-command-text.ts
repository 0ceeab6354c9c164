/** Cohere Command and Command Light: one prompt in, one text or several out. */
import type { Conversation, FoldedTurn, StopReason, TurnEvent } from '../inference/conversation.js';
import { splitTokens } from '../inference/tokens.js';
import type { ConversationDialect, DialectModel, JsonObject, WriteContext } from './dialect.js';
import { promptMessages, textOf, turnText, withLead } from './shared/completion.js';
import { logProbabilities, round } from './shared/likelihoods.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Body {
  prompt: string;
  temperature?: number;
  p?: number;
  k?: number;
  max_tokens?: number;
  stop_sequences?: string[];
  return_likelihoods?: 'GENERATION' | 'ALL' | 'NONE';
  stream?: boolean;
  num_generations?: number;
}

/** Source: Amazon Bedrock user guide, "Cohere Command models". */
const schemaFor = (model: DialectModel): RequestSchema => ({
  type: 'object',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', minLength: 1 },
    temperature: { type: 'number', minimum: 0, maximum: 5 },
    p: { type: 'number', minimum: 0, maximum: 1 },
    k: { type: 'number', minimum: 0, maximum: 500 },
    max_tokens: { type: 'integer', minimum: 1, maximum: model.maxOutputTokens },
    stop_sequences: { type: 'array', maxItems: 4, items: { type: 'string' } },
    return_likelihoods: { type: 'string', enum: ['GENERATION', 'ALL', 'NONE'] },
    stream: { type: 'boolean' },
    num_generations: { type: 'integer', minimum: 1, maximum: 5 },
    logit_bias: { type: 'object', open: true },
    truncate: { type: 'string', enum: ['NONE', 'START', 'END'] },
  },
});

const finishReasons: Partial<Record<StopReason, string>> = {
  max_tokens: 'MAX_TOKENS',
  content_filtered: 'ERROR_TOXIC',
};

export const cohereCommandText: ConversationDialect = {
  format: 'cohere-command-text',
  kind: 'conversation',
  schema: schemaFor,
  read,
  write,
  stream,
};

function read(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(schemaFor(model), body);
  const { prompt, temperature = 0.9, p = 0.75, k = 0, max_tokens = 20, ...rest } = body as unknown as Body;
  return {
    kind: 'conversation',
    modelId: model.id,
    system: [],
    messages: promptMessages(prompt),
    sampling: {
      maxTokens: max_tokens,
      temperature,
      topP: p,
      ...(k > 0 && { topK: k }),
      stopSequences: rest.stop_sequences,
    },
    count: rest.num_generations ?? 1,
  };
}

function write(turns: FoldedTurn[], _: Conversation, { body, requestId, uuid }: WriteContext): JsonObject {
  const { prompt, return_likelihoods: likelihoods = 'NONE' } = body as unknown as Body;
  return {
    id: requestId,
    generations: turns.map((turn) => {
      const text = withLead(' ', turnText(turn));
      const tokens = likelihoods === 'NONE' ? undefined : tellLikelihoods(likelihoods === 'ALL' ? prompt : '', text);
      return { id: uuid(), text, finish_reason: finishReason(turn.stopReason), ...tokens };
    }),
    prompt,
  };
}

/** `likelihood` is the mean of the tokens'. */
function tellLikelihoods(prompt: string, text: string): JsonObject {
  const told = splitTokens(prompt);
  const generated = splitTokens(text);
  const tokens = [...told, ...generated];
  const values = [...logProbabilities(told, 12), ...logProbabilities(generated, 3)];
  return {
    likelihood: round(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)),
    token_likelihoods: tokens.map((token, index) => ({ token, likelihood: values[index]! })),
  };
}

/**
 * Chunks of text where the body says `stream: true`; else one chunk, the whole reply (recorded exchanges). Only the last
 * Turn ends the stream.
 */
function stream(conversation: Conversation, context: WriteContext): (event: TurnEvent, turn: number) => JsonObject[] {
  const pieces = (context.body as unknown as Body).stream === true;
  return pieces ? streamPieces(conversation) : streamWhole(conversation, context);
}

/** `index` counts the generations, where there are several. */
function streamPieces(conversation: Conversation): (event: TurnEvent, turn: number) => JsonObject[] {
  const last = (conversation.count ?? 1) - 1;
  let begun = -1;
  let stopReason: StopReason = 'end_turn';
  return (event, turn) => {
    const text = textOf(event);
    if (text !== undefined) {
      const piece = begun === turn ? text : withLead(' ', text);
      begun = turn;
      return [{ ...(last > 0 && { index: turn }), is_finished: false, text: piece }];
    }
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    return 'metadata' in event && turn === last ? [{ finish_reason: finishReason(stopReason), is_finished: true }] : [];
  };
}

function streamWhole(
  conversation: Conversation,
  context: WriteContext,
): (event: TurnEvent, turn: number) => JsonObject[] {
  const last = (conversation.count ?? 1) - 1;
  const turns: FoldedTurn[] = [];
  let text = '';
  let stopReason: StopReason = 'end_turn';
  return (event, turn) => {
    text += textOf(event) ?? '';
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    if (!('metadata' in event)) return [];
    const { usage, metrics } = event.metadata;
    turns.push({ content: [{ text }], stopReason, usage, latencyMs: metrics.latencyMs });
    text = '';
    return turn === last ? [write(turns, conversation, context)] : [];
  };
}

function finishReason(stopReason: StopReason): string {
  return finishReasons[stopReason] ?? 'COMPLETE';
}
