/** AI21 Jurassic-2: one prompt in, one completion or several out, each with its tokens. It does not stream. */
import type { Conversation, FoldedTurn, StopReason } from '../inference/conversation.js';
import type { ConversationDialect, DialectModel, JsonObject, WriteContext } from './dialect.js';
import { promptMessages, turnText, withLead } from './shared/completion.js';
import { writeCompletionTokens, writePromptTokens } from './shared/jurassic-tokens.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Penalty {
  scale: number;
}

interface Body {
  prompt: string;
  numResults?: number;
  maxTokens?: number;
  minTokens?: number;
  temperature?: number;
  topP?: number;
  topKReturn?: number;
  stopSequences?: string[];
  countPenalty?: Penalty;
  presencePenalty?: Penalty;
  frequencyPenalty?: Penalty;
}

/** `id` of every recorded reply. */
const replyId = 1234;
/** Its frequency penalty is per share of the text, ours per time that a word stood: a text of 100 words lies between. */
const wordsPerText = 100;

const flag: RequestSchema = { type: 'boolean' };
const penalty = (maximum: number): RequestSchema => ({
  type: 'object',
  required: ['scale'],
  properties: {
    scale: { type: 'number', minimum: 0, maximum },
    applyToWhitespaces: flag,
    applyToPunctuations: flag,
    applyToNumbers: flag,
    applyToStopwords: flag,
    applyToEmojis: flag,
  },
});

/** Sources: Amazon Bedrock user guide, "AI21 Labs Jurassic-2 models"; AI21's reference of "J2 complete". */
const schemaFor = (model: DialectModel): RequestSchema => ({
  type: 'object',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', minLength: 1 },
    numResults: { type: 'integer', minimum: 1, maximum: 16 },
    maxTokens: { type: 'integer', minimum: 0, maximum: model.maxOutputTokens },
    minTokens: { type: 'integer', minimum: 0, maximum: model.maxOutputTokens },
    temperature: { type: 'number', minimum: 0, maximum: 1 },
    topP: { type: 'number', minimum: 0, maximum: 1 },
    topKReturn: { type: 'integer', minimum: 0, maximum: 64 },
    stopSequences: { type: 'array', items: { type: 'string' } },
    countPenalty: penalty(1),
    presencePenalty: penalty(5),
    frequencyPenalty: penalty(500),
  },
});

const finishReasons: Partial<Record<StopReason, string>> = { max_tokens: 'length', stop_sequence: 'stop' };

export const ai21J2: ConversationDialect = { format: 'ai21-j2', kind: 'conversation', schema: schemaFor, read, write };

function read(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(schemaFor(model), body);
  const { prompt, numResults = 1, maxTokens = 200, temperature = 0.5, topP = 0.5, ...rest } = body as unknown as Body;
  return {
    kind: 'conversation',
    modelId: model.id,
    system: [],
    messages: promptMessages(prompt),
    sampling: {
      maxTokens,
      temperature,
      topP,
      stopSequences: rest.stopSequences,
      countPenalty: rest.countPenalty?.scale,
      presencePenalty: rest.presencePenalty?.scale,
      ...(rest.frequencyPenalty && { frequencyPenalty: rest.frequencyPenalty.scale / wordsPerText }),
    },
    count: numResults,
    ...(rest.minTokens !== undefined && { additional: { minTokens: rest.minTokens } }),
  };
}

function write(turns: FoldedTurn[], conversation: Conversation, { body }: WriteContext): JsonObject {
  const { prompt, topKReturn = 0 } = body as unknown as Body;
  const temperature = conversation.sampling.temperature ?? 0;
  return {
    id: replyId,
    prompt: { text: prompt, tokens: writePromptTokens(prompt, turns[0]?.usage.inputTokens ?? 0, topKReturn) },
    completions: turns.map((turn) => {
      const text = withLead('\n', turnText(turn));
      const ended = turn.stopReason === 'end_turn';
      return {
        data: {
          text,
          tokens: writeCompletionTokens(text, turn.usage.outputTokens, { topKReturn, temperature, ended }),
        },
        finishReason: finishReason(turn),
      };
    }),
  };
}

/** `length` stands only where the reason is length (recorded exchanges). */
function finishReason({ stopReason, usage }: FoldedTurn): JsonObject {
  const reason = finishReasons[stopReason] ?? 'endoftext';
  return reason === 'length' ? { reason, length: usage.outputTokens } : { reason };
}
