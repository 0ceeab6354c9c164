/** The body that Amazon Nova's text models take. Source: Amazon Nova user guide, "Complete request schema". */
import type { ObjectSchema, RequestSchema } from '../shared/request-schema.js';

const text: RequestSchema = { type: 'string' };
const open: ObjectSchema = { type: 'object', open: true };

const object = (required: string[], properties: Record<string, RequestSchema>): ObjectSchema => ({
  type: 'object',
  required,
  properties,
});

const s3Location = object(['uri'], { uri: text, bucketOwner: text });
const mediaSource: RequestSchema = {
  byKey: { s3Location: object(['s3Location'], { s3Location }), bytes: object(['bytes'], { bytes: text }) },
};

function media(formats: readonly string[], extra: Record<string, RequestSchema> = {}): ObjectSchema {
  return object(['format', 'source'], { format: { type: 'string', enum: formats }, source: mediaSource, ...extra });
}

const cachePoint = object(['type'], { type: { type: 'string', enum: ['default'] }, ttl: text });

/** A block may mark a cache point beside what it says (recorded exchanges). */
const block = (name: string, schema: RequestSchema): ObjectSchema => object([name], { [name]: schema, cachePoint });

const image = block('image', media(['jpeg', 'png', 'gif', 'webp']));
const document = block(
  'document',
  media(['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md'], { name: text }),
);
const video = block('video', media(['mkv', 'mov', 'mp4', 'webm', 'three_gp', 'flv', 'mpeg', 'mpg', 'wmv']));

const toolResult = object(['toolUseId', 'content'], {
  toolUseId: text,
  status: { type: 'string', enum: ['success', 'error'] },
  content: {
    type: 'array',
    items: {
      byKey: { json: object(['json'], { json: open }), image, document, video, text: object(['text'], { text }) },
    },
  },
});

/** A block that is none of these is refused for the last of them (recorded exchanges). */
const contentBlock: RequestSchema = {
  byKey: {
    text: block('text', text),
    image,
    document,
    video,
    audio: block('audio', media(['mp3', 'opus', 'wav', 'aac', 'flac', 'mp4', 'ogg', 'mkv'])),
    reasoningContent: block(
      'reasoningContent',
      object([], { reasoningText: object(['text'], { text, signature: text }) }),
    ),
    toolResult: block('toolResult', toolResult),
    cachePoint: object(['cachePoint'], { cachePoint }),
    toolUse: block('toolUse', object(['toolUseId', 'name', 'input'], { toolUseId: text, name: text, input: open })),
  },
};

const share: RequestSchema = { type: 'number', minimum: 0, maximum: 1 };
const maxTokens: RequestSchema = { type: 'integer', minimum: 1 };
const topK: RequestSchema = { type: 'integer', minimum: 0, maximum: 128 };

const tool: RequestSchema = {
  byKey: {
    cachePoint: object(['cachePoint'], { cachePoint }),
    systemTool: object(['systemTool'], { systemTool: open }),
    toolSpec: object(['toolSpec'], {
      toolSpec: object(['name', 'inputSchema'], {
        name: { type: 'string', minLength: 1, maxLength: 64 },
        description: text,
        inputSchema: object(['json'], { json: open }),
        strict: { type: 'boolean' },
      }),
    }),
  },
};

const toolChoice: RequestSchema = {
  byKey: {
    any: object(['any'], { any: open }),
    tool: object(['tool'], { tool: object(['name'], { name: text }) }),
    auto: object(['auto'], { auto: open }),
  },
};

export const novaSchema: ObjectSchema = object(['messages'], {
  schemaVersion: { type: 'string', enum: ['messages-v1'] },
  messages: {
    type: 'array',
    minItems: 1,
    items: object(['role', 'content'], {
      role: { type: 'string', enum: ['user', 'assistant'] },
      content: { type: 'array', items: contentBlock },
    }),
  },
  system: { type: 'array', items: object([], { text, cachePoint }) },
  inferenceConfig: object([], {
    maxTokens,
    max_new_tokens: maxTokens,
    temperature: share,
    topP: share,
    top_p: share,
    topK,
    top_k: topK,
    stopSequences: { type: 'array', items: text },
  }),
  toolConfig: object(['tools'], { tools: { type: 'array', items: tool }, toolChoice }),
  reasoningConfig: object(['type'], {
    type: { type: 'string', enum: ['enabled', 'disabled'] },
    maxReasoningEffort: { type: 'string', enum: ['low', 'medium', 'high'] },
  }),
});
