/** Cohere Command R and R+: a message with its history, documents and tools in; an answer out. */
import type { Conversation, FoldedTurn, Message, StopReason, TurnEvent } from '../inference/conversation.js';
import { foldTurn } from '../inference/fold.js';
import type { ConversationDialect, DialectModel, JsonObject, WriteContext } from './dialect.js';
import { findCitations, nameDocuments } from './shared/cohere-citations.js';
import {
  type CohereTool,
  type CohereToolResult,
  readToolResults,
  readTools,
  toolResultsSchema,
  toolsSchema,
  writeToolCalls,
} from './shared/cohere-tools.js';
import { assistantMessage, textOf, turnText, userMessage } from './shared/completion.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Body {
  message: string;
  chat_history?: { role: 'USER' | 'CHATBOT'; message: string }[];
  documents?: JsonObject[];
  search_queries_only?: boolean;
  preamble?: string;
  max_tokens?: number;
  temperature?: number;
  p?: number;
  k?: number;
  frequency_penalty?: number;
  presence_penalty?: number;
  seed?: number;
  return_prompt?: boolean;
  tools?: CohereTool[];
  tool_results?: CohereToolResult[];
  stop_sequences?: string[];
}

const flag: RequestSchema = { type: 'boolean' };
const share: RequestSchema = { type: 'number', minimum: 0, maximum: 1 };
const turn: RequestSchema = {
  type: 'object',
  open: true,
  required: ['role', 'message'],
  properties: { role: { type: 'string', enum: ['USER', 'CHATBOT'] }, message: { type: 'string' } },
};

/** Source: Amazon Bedrock user guide, "Cohere Command R and Command R+ models". */
const schemaFor = (model: DialectModel): RequestSchema => ({
  type: 'object',
  required: ['message'],
  properties: {
    message: { type: 'string' },
    chat_history: { type: 'array', items: turn },
    documents: { type: 'array', items: { type: 'object', open: true } },
    search_queries_only: flag,
    preamble: { type: 'string' },
    max_tokens: { type: 'integer', minimum: 1, maximum: model.maxOutputTokens },
    temperature: share,
    p: { type: 'number', minimum: 0.01, maximum: 0.99 },
    k: { type: 'number', minimum: 0, maximum: 500 },
    prompt_truncation: { type: 'string', enum: ['OFF', 'AUTO_PRESERVE_ORDER'] },
    frequency_penalty: share,
    presence_penalty: share,
    seed: { type: 'integer', minimum: 0 },
    return_prompt: flag,
    tools: toolsSchema,
    tool_results: toolResultsSchema,
    stop_sequences: { type: 'array', items: { type: 'string' } },
    raw_prompting: flag,
  },
});

/** In upper case, as recorded; the user guide writes them in lower case. */
const finishReasons: Partial<Record<StopReason, string>> = {
  max_tokens: 'MAX_TOKENS',
  stop_sequence: 'STOP_SEQUENCE',
  content_filtered: 'ERROR_TOXIC',
};

export const cohereCommandR: ConversationDialect = {
  format: 'cohere-command-r',
  kind: 'conversation',
  schema: schemaFor,
  read,
  write: ([turn], _, context) => writeReply(turn!, context),
  stream: (_, context) => stream(context),
};

function read(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(schemaFor(model), body);
  const { message, chat_history = [], documents = [], preamble, k = 0, ...rest } = body as unknown as Body;
  const toolConfig = readTools(rest.tools ?? []);
  return {
    kind: 'conversation',
    modelId: model.id,
    system: [
      ...(preamble ? [{ text: preamble }] : []),
      ...nameDocuments(documents).map((document) => ({ text: JSON.stringify(document) })),
    ],
    messages: [...chat_history.map(readTurn), userMessage(message), ...readToolResults(rest.tool_results ?? [])],
    sampling: {
      maxTokens: rest.max_tokens,
      temperature: rest.temperature ?? 0.3,
      topP: rest.p ?? 0.75,
      ...(k > 0 && { topK: k }),
      stopSequences: rest.stop_sequences,
      frequencyPenalty: rest.frequency_penalty,
      presencePenalty: rest.presence_penalty,
      seed: rest.seed,
    },
    ...(toolConfig && { toolConfig }),
  };
}

function readTurn({ role, message }: { role: 'USER' | 'CHATBOT'; message: string }): Message {
  return role === 'USER' ? userMessage(message) : assistantMessage(message);
}

/** A request for search queries alone is answered with the message itself as the query, and no text. */
function writeReply(turn: FoldedTurn, { body, uuid }: WriteContext): JsonObject {
  const { message, chat_history = [], documents = [], search_queries_only, return_prompt } = body as unknown as Body;
  const responseId = `${uuid().slice(0, 8)}/${uuid()}`;
  const generationId = uuid();
  const text = search_queries_only ? '' : turnText(turn);
  const calls = writeToolCalls(turn);
  const named = nameDocuments(documents);
  const citations = findCitations(text, named);
  const cited = new Set(citations.flatMap((citation) => citation.document_ids as string[]));
  const answer = { role: 'CHATBOT', message: text, ...(calls.length > 0 && { tool_calls: calls }) };
  return {
    response_id: responseId,
    text,
    generation_id: generationId,
    chat_history: [...chat_history, { role: 'USER', message }, answer],
    finish_reason: finishReasons[turn.stopReason] ?? 'COMPLETE',
    ...(citations.length > 0 && { citations, documents: named.filter(({ id }) => cited.has(String(id))) }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(search_queries_only && {
      is_search_required: true,
      search_queries: [{ text: message, generation_id: generationId }],
    }),
    ...(return_prompt && { prompt: message }),
  };
}

/** Text as it comes; then, at the end, what is known only of the whole: citations, calls, and the reply itself. */
function stream(context: WriteContext): (event: TurnEvent) => JsonObject[] {
  const { search_queries_only: noText } = context.body as unknown as Body;
  const events: TurnEvent[] = [];
  return (event) => {
    events.push(event);
    const text = textOf(event);
    if (text !== undefined && !noText) return [{ is_finished: false, event_type: 'text-generation', text }];
    if (!('metadata' in event)) return [];
    const reply = writeReply(foldTurn(events) as FoldedTurn, context);
    const { inputTokens, outputTokens } = event.metadata.usage;
    return [...writeParts(reply), writeEnd(reply, inputTokens, outputTokens)];
  };
}

function writeParts({ citations, tool_calls, search_queries }: JsonObject): JsonObject[] {
  const part = (event_type: string, more: JsonObject): JsonObject => ({ is_finished: false, event_type, ...more });
  return [
    ...(search_queries ? [part('search-queries-generation', { search_queries })] : []),
    ...(citations ? [part('citation-generation', { citations })] : []),
    ...(tool_calls ? [part('tool-calls-generation', { tool_calls })] : []),
  ];
}

/** The stream's own copy of the reply has `meta` as well (recorded exchanges). */
function writeEnd(reply: JsonObject, input_tokens: number, output_tokens: number): JsonObject {
  const counts = { input_tokens, output_tokens };
  const meta = { api_version: { version: '1' }, billed_units: counts, tokens: { ...counts } };
  return {
    is_finished: true,
    event_type: 'stream-end',
    response: { ...reply, meta },
    finish_reason: reply.finish_reason!,
  };
}
