/** The members of a chat request in OpenAI's form, as schemas for the families that share it. */
import type { ObjectSchema, RequestSchema } from '../request-schema.js';

const text: RequestSchema = { type: 'string' };

/** Keys that are not named here are accepted. */
const open = (properties: Record<string, RequestSchema>, required: string[] = []): ObjectSchema => ({
  type: 'object',
  open: true,
  required,
  properties,
});

const imageUrl: RequestSchema = { anyOf: [text, open({ url: text })] };
const part = open({ text, image_url: imageUrl });
const anyObject = open({});

const calls: RequestSchema = {
  type: 'array',
  nullable: true,
  items: open({ id: text, function: open({ name: text, arguments: { anyOf: [text, anyObject] } }) }, ['function']),
};

/** `roles`: those of the family; without them any name goes. */
export function chatMessagesSchema(roles?: readonly string[]): RequestSchema {
  const content: RequestSchema = {
    anyOf: [
      { type: 'string', nullable: true },
      { type: 'array', items: part },
    ],
  };
  const role: RequestSchema = { type: 'string', ...(roles && { enum: roles }) };
  const message = open({ role, content, tool_calls: calls, tool_call_id: text }, ['role']);
  return { type: 'array', minItems: 1, items: message };
}

export const chatToolsSchema: RequestSchema = {
  type: 'array',
  nullable: true,
  items: open({ function: open({ name: text, description: text, parameters: anyObject }, ['name']) }),
};

export const chatToolChoiceSchema: RequestSchema = {
  anyOf: [{ type: 'string', nullable: true }, open({ function: open({ name: text }) })],
};

export const chatStopSchema: RequestSchema = {
  anyOf: [
    { type: 'string', nullable: true },
    { type: 'array', items: text },
  ],
};

export const chatStreamOptionsSchema: RequestSchema = { ...anyObject, nullable: true };

export const chatCountSchema: RequestSchema = { type: 'integer', nullable: true, minimum: 1, maximum: 16 };

export const chatSeedSchema: RequestSchema = { type: 'integer', nullable: true };

/** A number, or how Jurassic-2 wrote it. */
export const chatPenaltySchema: RequestSchema = {
  anyOf: [{ type: 'number', nullable: true }, open({ scale: { type: 'number' } })],
};

export const chatMaxTokensSchema: RequestSchema = { type: 'integer', nullable: true, minimum: 1 };

/** `temperature` and `top_p`. */
export function chatShareSchema(maximum: number): RequestSchema {
  return { type: 'number', nullable: true, minimum: 0, maximum };
}
