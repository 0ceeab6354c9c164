/** DeepSeek-R1: one prompt, and choices whose text begins with the thoughts. */
import type { Conversation, FoldedTurn, StopReason, TurnEvent } from '../inference/conversation.js';
import type { ConversationDialect, DialectModel, JsonObject } from './dialect.js';
import { textOf, turnText } from './shared/completion.js';
import { lengthOrStop } from './shared/length-or-stop.js';
import { deepSeekTemplate, readDialogue } from './shared/prompt-template.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';
import { thoughtOf, turnThoughts } from './shared/thoughts.js';

interface Body {
  prompt: string;
  temperature?: number;
  top_p?: number;
  max_tokens?: number;
  stop?: string[];
}

/** Source: Amazon Bedrock user guide, "DeepSeek models". */
const schemaFor = (model: DialectModel): RequestSchema => ({
  type: 'object',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string' },
    temperature: { type: 'number', minimum: 0, maximum: 1 },
    top_p: { type: 'number', minimum: 0, maximum: 1 },
    max_tokens: { type: 'integer', minimum: 1, maximum: model.maxOutputTokens },
    stop: { type: 'array', maxItems: 10, items: { type: 'string' } },
  },
});

/** The template of a prompt opens the thought, so that only its end stands in the text. */
const thoughtEnd = '\n</think>\n\n';

export const deepseekR1: ConversationDialect = { format: 'deepseek-r1', kind: 'conversation', read, write, stream };

/** The model thinks without being asked. */
function read(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(schemaFor(model), body);
  const { prompt, temperature, top_p, max_tokens, stop } = body as unknown as Body;
  return {
    kind: 'conversation',
    modelId: model.id,
    ...readDialogue(prompt, deepSeekTemplate),
    sampling: { maxTokens: max_tokens, temperature, topP: top_p, stopSequences: stop },
    reasoning: {},
  };
}

function write(turns: FoldedTurn[]): JsonObject {
  return {
    choices: turns.map((turn) => {
      const thoughts = turnThoughts(turn);
      const text = (thoughts === '' ? '' : thoughts + thoughtEnd) + turnText(turn);
      return { text, stop_reason: lengthOrStop(turn.stopReason) };
    }),
  };
}

function stream(): (event: TurnEvent) => JsonObject[] {
  let isThinking = false;
  let stopReason: StopReason = 'end_turn';
  const choice = (text: string, reason: string | null = null): JsonObject => ({
    choices: [{ text, stop_reason: reason }],
  });
  return (event) => {
    const text = textOf(event);
    if (text !== undefined) return [choice(text)];
    const thought = thoughtOf(event);
    if (thought !== undefined) {
      isThinking = true;
      return [choice(thought)];
    }
    if ('contentBlockStop' in event && isThinking) {
      isThinking = false;
      return [choice(thoughtEnd)];
    }
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    return 'metadata' in event ? [choice('', lengthOrStop(stopReason))] : [];
  };
}
