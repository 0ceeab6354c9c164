/** Claude's text completions, the native format of Claude 2 and Claude Instant, which take messages too. */
import { validationException } from '../exception.js';
import type { Conversation, FoldedTurn, StopReason, TurnEvent } from '../inference/conversation.js';
import type { ConversationDialect, DialectModel, JsonObject, WriteContext } from './dialect.js';
import { readMessages } from './shared/anthropic/read.js';
import { completionSchema } from './shared/anthropic/request-schema.js';
import { streamMessage } from './shared/anthropic/stream.js';
import { writeMessage } from './shared/anthropic/write.js';
import { textOf, turnText, withLead } from './shared/completion.js';
import { humanTemplate, inlineHumanTemplate, readDialogue } from './shared/prompt-template.js';
import { checkRequest } from './shared/request-schema.js';

interface Body {
  prompt: string;
  max_tokens_to_sample: number;
  temperature?: number;
  top_p?: number;
  top_k?: number;
  stop_sequences?: string[];
}

/** What ends an answer of its own accord: the model would speak for its user next. */
const naturalStop = '\n\nHuman:';

export const anthropicTextCompletions: ConversationDialect = {
  format: 'anthropic-text-completions',
  kind: 'conversation',
  read,
  write,
  stream,
};

const isMessages = (body: JsonObject) => Object.hasOwn(body, 'messages');

function read(body: JsonObject, model: DialectModel): Conversation {
  if (isMessages(body)) return readMessages(body, model);
  checkRequest(completionSchema, body);
  const { prompt, max_tokens_to_sample, temperature, top_p, top_k, stop_sequences } = body as unknown as Body;
  checkPrompt(prompt);
  const template = prompt.includes(naturalStop) ? humanTemplate : inlineHumanTemplate;
  return {
    kind: 'conversation',
    modelId: model.id,
    ...readDialogue(prompt, template),
    sampling: {
      maxTokens: max_tokens_to_sample,
      temperature,
      topP: top_p,
      topK: top_k,
      stopSequences: stop_sequences,
    },
  };
}

/** Words: messages in public issues of 2024. A recorded prompt of one line, with blanks for line breaks, was taken. */
function checkPrompt(prompt: string): void {
  const asks = prompt.search(/(?<!\S)Human:/);
  const answers = [...prompt.matchAll(/(?<!\S)Assistant:/g)].at(-1)?.index ?? -1;
  const wrong = [
    ...(asks < 0 ? ['prompt must start with "\n\nHuman:" turn after an optional system prompt'] : []),
    ...(answers < 0 || answers < asks ? ['prompt must end with "\n\nAssistant:" turn'] : []),
  ];
  if (wrong.length > 0) throw validationException(wrong.join(', '));
}

function write([turn]: FoldedTurn[], _: Conversation, context: WriteContext): JsonObject {
  if (isMessages(context.body)) return writeMessage(turn!, context);
  return {
    type: 'completion',
    completion: withLead(' ', turnText(turn!)),
    ...writeStop(turn!.stopReason, turn!.stopSequence),
  };
}

function stream(conversation: Conversation, context: WriteContext): (event: TurnEvent) => JsonObject[] {
  if (isMessages(context.body)) return streamMessage(conversation, context);
  let isFirst = true;
  let stop = writeStop('end_turn', undefined);
  return (event) => {
    const text = textOf(event);
    if (text !== undefined) {
      const completion = isFirst ? withLead(' ', text) : text;
      isFirst = false;
      return [{ type: 'completion', completion, stop_reason: null, stop: null }];
    }
    if ('messageStop' in event) stop = writeStop(event.messageStop.stopReason, event.messageStop.stopSequence);
    return 'metadata' in event ? [{ type: 'completion', completion: '', ...stop }] : [];
  };
}

function writeStop(stopReason: StopReason, stopSequence: string | undefined): JsonObject {
  if (stopReason === 'max_tokens') return { stop_reason: 'max_tokens', stop: null };
  return { stop_reason: 'stop_sequence', stop: stopSequence ?? naturalStop };
}
