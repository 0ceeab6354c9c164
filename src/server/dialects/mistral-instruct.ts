/** Mistral's text completions: one prompt with `[INST]` marks, one or more outputs. */
import { type ServiceException, validationException } from '../exception.js';
import type { Conversation, FoldedTurn, StopReason, TurnEvent } from '../inference/conversation.js';
import type { ConversationDialect, DialectModel, JsonObject, WriteContext } from './dialect.js';
import { textOf, turnText, withLead } from './shared/completion.js';
import { lengthOrStop } from './shared/length-or-stop.js';
import { readMistralChat } from './shared/mistral-chat/read.js';
import { streamMistralChat, writeMistralChat } from './shared/mistral-chat/write.js';
import { mistralTemplate, readDialogue } from './shared/prompt-template.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Body {
  prompt: string;
  max_tokens?: number;
  stop?: string[];
  temperature?: number;
  top_p?: number;
  top_k?: number;
}

/** Source: Amazon Bedrock user guide, "Mistral AI text completion". */
const schemaFor = (model: DialectModel): RequestSchema => ({
  type: 'object',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', minLength: 1 },
    max_tokens: { type: 'integer', minimum: 1, maximum: model.maxOutputTokens },
    stop: { type: 'array', maxItems: 10, items: { type: 'string' } },
    temperature: { type: 'number', minimum: 0, maximum: 1 },
    top_p: { type: 'number', minimum: 0, maximum: 1 },
    top_k: { type: 'integer', minimum: 1, maximum: 200 },
  },
});

export const mistralInstruct: ConversationDialect = {
  format: 'mistral-instruct',
  kind: 'conversation',
  read,
  write,
  stream,
};

/** Mistral Large and Mistral Small take chats too. Source: Amazon Bedrock user guide, "Mistral AI chat completion". */
function isChat(body: JsonObject, { id }: DialectModel): boolean {
  return id.includes('-2402-') && Object.hasOwn(body, 'messages');
}

/** What is read of a body that will be refused in its stream. */
const nothing: Body = { prompt: '' };

/** A stream begins before the back end has looked at the body: what is wrong with it is said in there. */
function read(body: JsonObject, model: DialectModel, stream: boolean): Conversation {
  if (isChat(body, model)) return readMistralChat(body, model, stream);
  const refusal = refuse(body, model);
  if (refusal && !stream) throw refusal;
  const { prompt, max_tokens, stop, temperature, top_p, top_k } = refusal ? nothing : (body as unknown as Body);
  const { system, messages } = readDialogue(prompt, mistralTemplate);
  return {
    kind: 'conversation',
    modelId: model.id,
    system,
    messages,
    sampling: {
      maxTokens: max_tokens ?? (/7b/.test(model.id) ? 512 : 8192),
      temperature,
      topP: top_p,
      topK: top_k,
      stopSequences: stop,
    },
  };
}

function write(turns: FoldedTurn[], _: Conversation, context: WriteContext): JsonObject {
  if (isChat(context.body, context.model)) return writeMistralChat(turns, context);
  return {
    outputs: turns.map((turn) => ({ text: withLead(' ', turnText(turn)), stop_reason: lengthOrStop(turn.stopReason) })),
  };
}

function stream(conversation: Conversation, context: WriteContext): (event: TurnEvent, turn: number) => JsonObject[] {
  const { body, model } = context;
  if (isChat(body, model)) return streamMistralChat(conversation, context);
  let isFirst = true;
  let stopReason: StopReason = 'end_turn';
  const output = (text: string, reason: string | null): JsonObject[] => [{ outputs: [{ text, stop_reason: reason }] }];
  return (event) => {
    // Source: a recorded exchange, in which the stream is this one exception.
    if ('messageStart' in event && refuse(body, model)) throw validationException('Validation Error');
    const text = textOf(event);
    if (text !== undefined) {
      const said = isFirst ? withLead(' ', text) : text;
      isFirst = false;
      return output(said, null);
    }
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    return 'metadata' in event ? output('', lengthOrStop(stopReason)) : [];
  };
}

function refuse(body: JsonObject, model: DialectModel): ServiceException | undefined {
  try {
    checkRequest(schemaFor(model), body);
    return undefined;
  } catch (refusal) {
    return refusal as ServiceException;
  }
}
