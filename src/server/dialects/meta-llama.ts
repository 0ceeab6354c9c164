/** Meta Llama: one prompt, in which a template may mark the turns, and one generation. */
import type { Conversation, FoldedTurn, StopReason, TurnEvent } from '../inference/conversation.js';
import { countInputTokens } from '../inference/prompt-text.js';
import { countTokens } from '../inference/tokens.js';
import type { ConversationDialect, DialectModel, JsonObject, WriteContext } from './dialect.js';
import { readBase64 } from './shared/base64.js';
import { textOf, turnText, withLead } from './shared/completion.js';
import { lengthOrStop } from './shared/length-or-stop.js';
import { llamaTemplate, readDialogue } from './shared/prompt-template.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Body {
  prompt: string;
  temperature?: number;
  top_p?: number;
  max_gen_len?: number;
  images?: string[];
}

/** Source: Amazon Bedrock user guide, "Meta Llama models"; the larger bound is that of Llama 4's page. */
const schemaFor = (model: DialectModel): RequestSchema => ({
  type: 'object',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', minLength: 1 },
    temperature: { type: 'number', minimum: 0, maximum: 1 },
    top_p: { type: 'number', minimum: 0, maximum: 1 },
    max_gen_len: { type: 'integer', minimum: 1, maximum: /llama[23]/.test(model.id) ? 2048 : 8192 },
    images: { type: 'array', items: { type: 'string' } },
  },
});

const defaultMaxTokens = 512;

export const metaLlama: ConversationDialect = { format: 'meta-llama', kind: 'conversation', read, write, stream };

function read(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(schemaFor(model), body);
  const { prompt, temperature, top_p, max_gen_len = defaultMaxTokens, images = [] } = body as unknown as Body;
  const { system, messages } = readDialogue(prompt, llamaTemplate);
  const pictures = images.map((image) => ({ image: { format: 'png' as const, source: { bytes: readBase64(image) } } }));
  messages.findLast((message) => message.role === 'user')?.content?.push(...pictures);
  return {
    kind: 'conversation',
    modelId: model.id,
    system,
    messages,
    sampling: { maxTokens: max_gen_len, temperature, topP: top_p },
  };
}

function write([turn]: FoldedTurn[], _: Conversation, { body }: WriteContext): JsonObject {
  const { usage, stopReason } = turn!;
  return {
    generation: withLead(leadOf(body), turnText(turn!)),
    prompt_token_count: usage.inputTokens,
    generation_token_count: usage.outputTokens,
    stop_reason: lengthOrStop(stopReason),
  };
}

/** The prompt is counted in the first chunk alone, the generation in each so far. Source: recorded exchanges. */
function stream(conversation: Conversation, { body }: WriteContext): (event: TurnEvent) => JsonObject[] {
  let generated = 0;
  let stopReason: StopReason = 'end_turn';
  return (event) => {
    const text = textOf(event);
    if (text !== undefined) {
      const isFirst = generated === 0;
      generated += Math.max(1, countTokens(text));
      return [
        {
          generation: isFirst ? withLead(leadOf(body), text) : text,
          prompt_token_count: isFirst ? countInputTokens(conversation) : null,
          generation_token_count: generated,
          stop_reason: null,
        },
      ];
    }
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    if (!('metadata' in event)) return [];
    const generation_token_count = event.metadata.usage.outputTokens;
    return [
      { generation: '', prompt_token_count: null, generation_token_count, stop_reason: lengthOrStop(stopReason) },
    ];
  };
}

/** What a generation begins with, by the template of the prompt. Source: recorded exchanges. */
const leads: readonly [template: RegExp, lead: string][] = [
  [/<\|(?:end_header_id|header_end)\|>/, ''],
  [/\[\/INST\]/, '  '],
];

function leadOf(body: JsonObject): string {
  return leads.find(([template]) => template.test(String(body.prompt)))?.[1] ?? '\n\n';
}
