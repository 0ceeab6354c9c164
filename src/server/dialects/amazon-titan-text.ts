/** Amazon Titan Text: one text in, one text out, and a `User:`/`Bot:` template for chats. */
import type { Conversation, FoldedTurn, StopReason, TurnEvent } from '../inference/conversation.js';
import { countInputTokens } from '../inference/prompt-text.js';
import type { ConversationDialect, DialectModel, JsonObject } from './dialect.js';
import { promptMessages, textOf, turnText, withLead } from './shared/completion.js';
import { type PromptTemplate, readDialogue } from './shared/prompt-template.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Body {
  inputText: string;
  textGenerationConfig?: { temperature?: number; topP?: number; maxTokenCount?: number; stopSequences?: string[] };
}

/** Recorded traffic stops after 128 tokens where none are asked for; the user guide says 512. */
const defaultMaxTokens = 128;
/** Characters that a chunk holds before the next one begins: an answer of about 50 tokens comes as one (recorded exchanges). */
const chunkLength = 200;

/** A chat ends with a line that the bot is to go on with; without it, `User:` is a word like any other. */
const openBot = /(^|\n)Bot:\s*$/;
const botTemplate: PromptTemplate = {
  marks: [
    [/(?<![^\n])User:/, 'user'],
    [/(?<![^\n])Bot:/, 'assistant'],
  ],
};

/** `FINISH` as recorded; the user guide writes it `FINISHED`. */
const completionReasons: Partial<Record<StopReason, string>> = {
  max_tokens: 'LENGTH',
  stop_sequence: 'STOP_CRITERIA_MET',
  content_filtered: 'CONTENT_FILTERED',
  guardrail_intervened: 'CONTENT_FILTERED',
};

/** Source: Amazon Bedrock user guide, "Amazon Titan Text models". */
const schemaFor = (model: DialectModel): RequestSchema => ({
  type: 'object',
  required: ['inputText'],
  properties: {
    inputText: { type: 'string', minLength: 1 },
    textGenerationConfig: {
      type: 'object',
      properties: {
        temperature: { type: 'number', minimum: 0, maximum: 1 },
        topP: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
        maxTokenCount: { type: 'integer', minimum: 0, maximum: model.maxOutputTokens },
        stopSequences: { type: 'array', items: { type: 'string' } },
      },
    },
  },
});

export const amazonTitanText: ConversationDialect = {
  format: 'amazon-titan-text',
  kind: 'conversation',
  schema: schemaFor,
  read,
  write,
  stream,
};

function read(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(schemaFor(model), body, 'bare');
  const { inputText, textGenerationConfig = {} } = body as unknown as Body;
  const { temperature = 0.7, topP = 0.9, maxTokenCount = defaultMaxTokens, stopSequences } = textGenerationConfig;
  return {
    kind: 'conversation',
    modelId: model.id,
    ...(openBot.test(inputText)
      ? readDialogue(inputText, botTemplate)
      : { system: [], messages: promptMessages(inputText) }),
    sampling: { maxTokens: maxTokenCount, temperature, topP, stopSequences },
  };
}

function write(turns: FoldedTurn[], _: Conversation, { body }: { body: JsonObject }): JsonObject {
  return {
    inputTextTokenCount: turns[0]?.usage.inputTokens ?? 0,
    results: turns.map((turn) => ({
      tokenCount: turn.usage.outputTokens,
      outputText: withLead(leadOf(body), turnText(turn)),
      completionReason: completionReason(turn.stopReason),
    })),
  };
}

/** A chunk leaves when the next text finds it long enough, so that the last one always has text of its own. */
function stream(conversation: Conversation, { body }: { body: JsonObject }): (event: TurnEvent) => JsonObject[] {
  let pending = '';
  let sent = false;
  let stopReason: StopReason = 'end_turn';
  const chunk = (inputTokens: number | null, outputTokens: number | null, reason: string | null): JsonObject => {
    const outputText = pending;
    const inputTextTokenCount = sent ? null : inputTokens;
    [pending, sent] = ['', true];
    return {
      outputText,
      index: 0,
      totalOutputTextTokenCount: outputTokens,
      completionReason: reason,
      inputTextTokenCount,
    };
  };
  return (event) => {
    const text = textOf(event);
    if (text !== undefined) {
      const chunks = pending.length >= chunkLength ? [chunk(countInputTokens(conversation), null, null)] : [];
      pending += pending === '' && !sent ? withLead(leadOf(body), text) : text;
      return chunks;
    }
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    if (!('metadata' in event)) return [];
    const { inputTokens, outputTokens } = event.metadata.usage;
    return [chunk(inputTokens, outputTokens, completionReason(stopReason))];
  };
}

function completionReason(stopReason: StopReason): string {
  return completionReasons[stopReason] ?? 'FINISH';
}

/** After a colon the answer stays on the line, else it begins a new one (recorded exchanges). */
function leadOf(body: JsonObject): string {
  return String(body.inputText).trimEnd().endsWith(':') ? ' ' : '\n';
}
