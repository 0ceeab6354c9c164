/** The limits that Titan's embedding models put to their text. */
import { validationException } from '../../exception.js';
import { countTokens } from '../../inference/tokens.js';
import type { StringSchema } from './request-schema.js';

const maxTokens = 8192;

/** Source: messages in public issues. */
export const titanEmbedText: StringSchema = { type: 'string', minLength: 1, maxLength: 50_000 };

/** Throws what the back end says, its last blank too (messages in public issues). No text has more tokens than bytes. */
export function checkTitanTokens(text: string): void {
  if (Buffer.byteLength(text) <= maxTokens) return;
  const count = countTokens(text);
  if (count <= maxTokens) return;
  const words = `Too many input tokens. Max input tokens: ${maxTokens}, request input token count: ${count} `;
  throw validationException(`400 Bad Request: ${words}`);
}
