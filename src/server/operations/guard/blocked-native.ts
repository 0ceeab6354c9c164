/** What a blocked input's native reply has otherwise than a model's. Source: recorded exchanges; other families reply as usual. */
import type { JsonObject } from '../../dialects/dialect.js';

/** `anthropic.claude-haiku-4-5-20251001-v1:0` is `claude-haiku-4-5-20251001` here. */
function asGuardrail(message: JsonObject, requestId: string): JsonObject {
  const { stop_details: _, ...rest } = message;
  const model = String(message.model)
    .replace(/^anthropic\./, '')
    .replace(/-v\d+(:\d+)?$/, '');
  return {
    ...rest,
    id: `bedrock-guardrails-${requestId.slice(0, 8)}`,
    model,
    usage: { input_tokens: 0, output_tokens: 0 },
  };
}

const bodies: Record<string, (body: JsonObject, requestId: string) => JsonObject> = {
  'anthropic-messages': asGuardrail,
  'meta-llama': ({ generation = '' }) => ({ generation }),
};

const chunks: Record<string, (chunk: JsonObject, requestId: string) => JsonObject> = {
  'anthropic-messages'({ usage: _, ...chunk }, requestId) {
    if (chunk.type !== 'message_start') return chunk;
    return { ...chunk, message: asGuardrail(chunk.message as JsonObject, requestId) };
  },
  'amazon-titan-text': ({ completionReason: _, ...chunk }) => chunk,
};

export function blockedBody(format: string, body: JsonObject, requestId: string): JsonObject {
  return bodies[format]?.(body, requestId) ?? body;
}

export function blockedChunk(format: string, chunk: JsonObject, requestId: string): JsonObject {
  return chunks[format]?.(chunk, requestId) ?? chunk;
}
