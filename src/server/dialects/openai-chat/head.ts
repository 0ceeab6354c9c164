/** What unary replies and chunks of OpenAI's chat completions share. */
import type { DialectModel, JsonObject, WriteContext } from '../dialect.js';

/** The members that every reply and every chunk begins with. Source: recorded exchanges. */
export function createHead(object: 'chat.completion' | 'chat.completion.chunk', context: WriteContext): JsonObject {
  return {
    id: `chatcmpl-${context.uuid()}`,
    object,
    created: context.epochSeconds,
    model: context.model.id,
    service_tier: 'auto',
  };
}

/** Whether thoughts stand in the text, between `<reasoning>` tags. Source: recorded exchanges. */
export function tagsReasoning({ id }: DialectModel): boolean {
  return id.startsWith('openai.gpt-oss');
}

export function toolCallId({ uuid }: Pick<WriteContext, 'uuid'>): string {
  return `chatcmpl-tool-${uuid().replaceAll('-', '')}`;
}
