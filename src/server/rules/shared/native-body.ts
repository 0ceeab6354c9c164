/** The smallest native body of each format, with what the caller adds to it: for the format's own schema to judge. */
import type { ConverseRequest } from '@aws-sdk/client-bedrock-runtime';
import type { Json, JsonObject } from '../../dialects/dialect.js';

const chat: JsonObject = { messages: [{ role: 'user', content: 'Hi' }] };

/** Each is accepted by its dialect. A format that is not here takes any field. */
const smallest: Record<string, JsonObject> = {
  'ai21-j2': { prompt: 'Hi' },
  'ai21-jamba': chat,
  'amazon-nova-text': { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] },
  'amazon-titan-text': { inputText: 'Hi' },
  'anthropic-messages': { anthropic_version: 'bedrock-2023-05-31', max_tokens: 1, ...chat },
  'anthropic-text-completions': { prompt: '\n\nHuman: Hi\n\nAssistant:', max_tokens_to_sample: 1 },
  'cohere-command-r': { message: 'Hi' },
  'cohere-command-text': { prompt: 'Hi' },
  'deepseek-r1': { prompt: 'Hi' },
  'meta-llama': { prompt: 'Hi' },
  'mistral-chat': chat,
  'mistral-instruct': { prompt: 'Hi' },
  'openai-chat': chat,
};

/** The key of the stop sequences, in formats that bound their number. */
const stopKeys: Record<string, string> = {
  'cohere-command-text': 'stop_sequences',
  'deepseek-r1': 'stop',
  'mistral-instruct': 'stop',
};

/** The smallest body of `format` with the caller's `additionalModelRequestFields` in it; undefined where there are none. */
export function additionalBody(
  { additionalModelRequestFields }: ConverseRequest,
  format: string,
): JsonObject | undefined {
  const body = smallest[format];
  const given = additionalModelRequestFields as Json | undefined;
  if (!body || !isObject(given) || Object.keys(given).length === 0) return undefined;
  return merge(body, format === 'anthropic-messages' ? renameReasoning(given) : given);
}

/** The smallest body of `format` with the caller's stop sequences in it, where the format bounds them. */
export function stopBody({ inferenceConfig }: ConverseRequest, format: string): JsonObject | undefined {
  const body = smallest[format];
  const key = stopKeys[format];
  const stops = inferenceConfig?.stopSequences;
  return body && key && stops?.length ? { ...body, [key]: stops } : undefined;
}

/** Converse takes `reasoning_config` for Claude's `thinking` (recorded exchanges; user guide, "Extended thinking"). */
export function renameReasoning({ reasoning_config, ...rest }: JsonObject): JsonObject {
  return reasoning_config === undefined ? rest : { thinking: reasoning_config, ...rest };
}

/** Objects are merged, everything else is replaced. */
function merge(into: JsonObject, from: JsonObject): JsonObject {
  const merged = { ...into };
  for (const [key, value] of Object.entries(from)) {
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return merged;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
