/** The text families of the laws: those of the tests through real clients, and the ones that need more to be reached. */
import type { Invoked } from '../../../support/invoke.js';
import { type TextFamily, textFamilies } from '../../../support/text-families.js';

type Json = Invoked['body'];

const chat = (prompt: string, own: object) => ({ messages: [{ role: 'user', content: prompt }], ...own });
const openai: Pick<TextFamily, 'body' | 'texts' | 'reason' | 'tokens' | 'chunk' | 'reasons'> = {
  body: chat,
  texts: (reply) => reply.choices.map((choice: Json) => choice.message.content),
  reason: (reply) => reply.choices[0].finish_reason,
  tokens: (reply) => reply.usage.completion_tokens,
  chunk: (chunk) => chunk.choices[0]?.delta.content ?? '',
  reasons: { maxTokens: 'length', stopSequence: 'stop' },
};
const spelling = { maxTokens: 'max_tokens', temperature: 'temperature', topP: 'top_p', stopSequences: 'stop' };

export const families: TextFamily[] = [
  ...textFamilies,
  {
    ...openai,
    name: 'Pixtral',
    model: 'mistral.pixtral-large-2502-v1:0',
    spelling: { ...spelling, stopSequences: undefined },
  },
  { ...openai, name: 'Palmyra', model: 'writer.palmyra-x5-v1:0', spelling },
  {
    ...openai,
    name: 'gpt-oss',
    model: 'openai.gpt-oss-20b-1:0',
    spelling: { ...spelling, maxTokens: 'max_completion_tokens' },
  },
  {
    name: 'DeepSeek',
    model: 'deepseek.r1-v1:0',
    spelling,
    body: (prompt, own) => ({ prompt, ...own }),
    texts: (reply) => [reply.choices[0].text],
    reason: (reply) => reply.choices[0].stop_reason,
    reasons: { maxTokens: 'length', stopSequence: 'stop' },
    chunk: (chunk) => chunk.choices[0].text,
  },
  {
    name: 'Pegasus',
    model: 'twelvelabs.pegasus-1-2-v1:0',
    spelling: { maxTokens: 'maxOutputTokens', temperature: 'temperature' },
    body: (inputPrompt, own) => ({ inputPrompt, mediaSource: { base64String: 'AQID' }, ...own }),
    texts: (reply) => [reply.message],
    reason: (reply) => reply.finishReason,
    reasons: { maxTokens: 'length' },
    chunk: (chunk) => chunk.message,
  },
];

/** The text of an answer without the thoughts that stand before it. */
export const answerIn = (text: string) => text.split(/<\/reasoning>|<\/think>/).at(-1)!;
