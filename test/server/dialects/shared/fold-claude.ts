/** Folds the chunks of Claude's stream into its message, as Anthropic's own SDKs do. */
import type { Json, JsonObject } from '../../../../src/server/dialects/dialect.js';

export function foldClaude(chunks: JsonObject[]): JsonObject {
  let message: JsonObject = {};
  const content: JsonObject[] = [];
  const inputs: string[] = [];
  for (const chunk of chunks) {
    const index = chunk.index as number;
    if (chunk.type === 'message_start') message = { ...(chunk.message as JsonObject) };
    if (chunk.type === 'content_block_start') {
      content[index] = { ...(chunk.content_block as JsonObject) };
      inputs[index] = '';
    }
    if (chunk.type === 'content_block_delta') {
      const { type: _, partial_json, ...delta } = chunk.delta as Record<string, string>;
      inputs[index] += partial_json ?? '';
      for (const [key, text] of Object.entries(delta)) content[index]![key] = `${content[index]![key]}${text}`;
    }
    if (chunk.type === 'content_block_stop' && content[index]!.type === 'tool_use') {
      content[index]!.input = JSON.parse(inputs[index] || '{}') as Json;
    }
    if (chunk.type === 'message_delta') {
      const usage = { ...(message.usage as JsonObject), ...(chunk.usage as JsonObject) };
      message = { ...message, ...(chunk.delta as JsonObject), usage };
    }
  }
  return { ...message, content };
}
