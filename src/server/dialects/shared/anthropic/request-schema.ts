/** The body of a message request to Claude, as a schema. Source: Amazon Bedrock user guide, "Anthropic Claude Messages API". */
import type { ObjectSchema, RequestSchema } from '../request-schema.js';
import { type BlockTraits, cacheControl, contentBlockSchema } from './block-schema.js';

export interface BodyTraits extends BlockTraits {
  /** Whether `anthropic_beta` names something: then keys and tools may be of any kind. */
  beta: boolean;
}

const text: RequestSchema = { type: 'string' };
const open: ObjectSchema = { type: 'object', open: true };
const share: RequestSchema = { type: 'number', minimum: 0, maximum: 1 };

const toolChoice: RequestSchema = {
  byTag: {
    key: 'type',
    branches: {
      any: choice([]),
      auto: choice([]),
      none: choice([]),
      tool: choice(['name'], { name: text }),
    },
  },
};

function choice(required: string[], properties: Record<string, RequestSchema> = {}): ObjectSchema {
  return {
    type: 'object',
    required,
    properties: { type: text, disable_parallel_tool_use: { type: 'boolean' }, ...properties },
  };
}

/** The tools of Anthropic's own that need no beta. Source: a recorded refusal lists them. */
const ownTools = ['bash_20250124', 'custom', 'text_editor_20250124', 'text_editor_20250429', 'text_editor_20250728'];

/** With a beta a tool may be of any type. */
const anyTool: RequestSchema = {
  type: 'object',
  open: true,
  properties: { type: { type: 'string', nullable: true }, name: text, description: text, input_schema: open },
};

function toolSchema({ beta, caching }: BodyTraits): RequestSchema {
  if (beta) return anyTool;
  const custom: ObjectSchema = {
    type: 'object',
    required: ['name', 'input_schema'],
    properties: {
      type: { type: 'string', nullable: true },
      name: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[a-zA-Z0-9_-]{1,128}$' },
      description: text,
      input_schema: open,
      strict: { type: 'boolean' },
      ...(caching && { cache_control: cacheControl }),
    },
  };
  const branches = Object.fromEntries(ownTools.map((name) => [name, name === 'custom' ? custom : anyTool]));
  return { byTag: { key: 'type', otherwise: 'custom', branches } };
}

const thinking: RequestSchema = {
  byTag: {
    key: 'type',
    branches: {
      adaptive: open,
      disabled: { type: 'object', properties: { type: text } },
      enabled: {
        type: 'object',
        required: ['budget_tokens'],
        properties: { type: text, budget_tokens: { type: 'integer', minimum: 1024 }, display: text },
      },
    },
  },
};

const schemas = new Map<string, ObjectSchema>();

/** Made once for each combination of traits. */
export function messagesSchema(traits: BodyTraits): ObjectSchema {
  const key = JSON.stringify(traits);
  const known = schemas.get(key);
  if (known) return known;
  const schema = createSchema(traits);
  schemas.set(key, schema);
  return schema;
}

function createSchema(traits: BodyTraits): ObjectSchema {
  const blocks: RequestSchema = { type: 'array', items: contentBlockSchema(traits) };
  const message: ObjectSchema = {
    type: 'object',
    required: ['role', 'content'],
    properties: { role: text, content: { anyOf: [text, blocks] } },
    open: traits.beta,
  };
  return {
    type: 'object',
    required: ['messages', 'max_tokens', 'anthropic_version'],
    open: traits.beta,
    properties: {
      anthropic_version: text,
      anthropic_beta: { type: 'array', items: text },
      messages: { type: 'array', items: message },
      max_tokens: { type: 'integer', minimum: 1 },
      metadata: open,
      system: { anyOf: [text, blocks] },
      stop_sequences: { type: 'array', items: text },
      temperature: share,
      top_k: { type: 'integer', minimum: 0 },
      top_p: share,
      tools: { type: 'array', items: toolSchema(traits) },
      tool_choice: toolChoice,
      ...(traits.thinking && { thinking, output_config: open }),
    },
  };
}

/** The body of a text completion. Source: Amazon Bedrock user guide, "Anthropic Claude Text Completions API". */
export const completionSchema: ObjectSchema = {
  type: 'object',
  required: ['prompt', 'max_tokens_to_sample'],
  properties: {
    prompt: text,
    max_tokens_to_sample: { type: 'integer', minimum: 0 },
    temperature: share,
    top_p: share,
    top_k: { type: 'integer', minimum: 0, maximum: 500 },
    stop_sequences: { type: 'array', items: text },
    anthropic_version: text,
  },
};
