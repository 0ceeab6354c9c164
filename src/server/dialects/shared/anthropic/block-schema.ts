/** The content blocks that Claude takes, as a schema. Source: Amazon Bedrock user guide, "Anthropic Claude Messages API". */
import type { ObjectSchema, RequestSchema } from '../request-schema.js';

export interface BlockTraits {
  /** Whether `cache_control` may mark a block. */
  caching: boolean;
  thinking: boolean;
}

const text: RequestSchema = { type: 'string' };
const any: RequestSchema = { type: 'any' };

export const cacheControl: RequestSchema = {
  type: 'object',
  nullable: true,
  required: ['type'],
  properties: { type: { type: 'string', enum: ['ephemeral'] }, ttl: { type: 'string', enum: ['5m', '1h'] } },
};

/** Text blocks, whatever else they hold. */
const texts: RequestSchema = {
  type: 'array',
  items: { type: 'object', required: ['text'], open: true, properties: { text } },
};

const base64 = (mediaTypes: readonly string[]): ObjectSchema => ({
  type: 'object',
  required: ['media_type', 'data'],
  properties: { type: text, media_type: { type: 'string', enum: mediaTypes }, data: text },
});

const url: ObjectSchema = { type: 'object', required: ['url'], properties: { type: text, url: text } };

const imageSource: RequestSchema = {
  byTag: { key: 'type', branches: { base64: base64(['image/jpeg', 'image/png', 'image/gif', 'image/webp']), url } },
};

const documentSource: RequestSchema = {
  byTag: {
    key: 'type',
    branches: {
      base64: base64(['application/pdf']),
      content: {
        type: 'object',
        required: ['content'],
        properties: { type: text, content: { anyOf: [text, texts] } },
      },
      text: base64(['text/plain']),
      url,
    },
  },
};

/** Any of the blocks of a message, told apart by `type`. */
export function contentBlockSchema(traits: BlockTraits): RequestSchema {
  const block = (required: string[], properties: Record<string, RequestSchema>): ObjectSchema => ({
    type: 'object',
    required,
    properties: { type: text, ...properties, ...(traits.caching && { cache_control: cacheControl }) },
  });
  const said = {
    document: block(['source'], {
      source: documentSource,
      title: { type: 'string', nullable: true },
      context: { type: 'string', nullable: true },
      citations: any,
    }),
    image: block(['source'], { source: imageSource }),
    search_result: block(['content', 'source', 'title'], {
      content: texts,
      source: text,
      title: text,
      citations: any,
    }),
    text: block(['text'], { text, citations: any }),
  };
  const result: RequestSchema = {
    anyOf: [text, { type: 'array', items: { byTag: { key: 'type', branches: said } } }],
  };
  const called = {
    tool_result: block(['tool_use_id'], { tool_use_id: text, content: result, is_error: { type: 'boolean' } }),
    tool_use: block(['id', 'name', 'input'], { id: text, name: text, input: { type: 'object', open: true } }),
  };
  return { byTag: { key: 'type', branches: { ...said, ...(traits.thinking && thought), ...called } } };
}

const thought: Record<string, ObjectSchema> = {
  redacted_thinking: { type: 'object', required: ['data'], properties: { type: text, data: text } },
  thinking: {
    type: 'object',
    required: ['signature', 'thinking'],
    properties: { type: text, signature: text, thinking: text },
  },
};
