/** The text families as a caller of InvokeModel meets them: a model, the spelling of each parameter, where a reply says what. */
import type { Invoked } from './invoke.js';

type Json = Invoked['body'];

/** Parameters by one name for all; each family spells them in its own way, and has no more than it spells. */
export interface Parameters {
  maxTokens?: number;
  temperature?: number;
  topP?: number;
  topK?: number;
  stopSequences?: string[];
  countPenalty?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  count?: number;
}

type Spelling = Partial<Record<keyof Parameters, string>>;

export interface TextFamily {
  name: string;
  model: string;
  spelling: Spelling;
  /** A native body: `own` is the parameters as the family spells them. */
  body(prompt: string, own: object): object;
  /** The texts of a reply, one for each that was asked for. */
  texts(reply: Json): string[];
  reason(reply: Json): string;
  /** The count of output tokens in the reply's own body; absent where the family gives none. */
  tokens?(reply: Json): number;
  /** What the family says of the end of a reply: at max tokens, at a stop sequence. */
  reasons: { maxTokens: string; stopSequence?: string };
  /** The text that a chunk of its stream adds; absent where it does not stream. */
  chunk?(chunk: Json): string;
  /** The family's coldest temperature. Default 0. */
  coldest?: number;
}

const chat = (prompt: string, own: object) => ({ messages: [{ role: 'user', content: prompt }], ...own });
const snake = { temperature: 'temperature', topP: 'top_p' };

const openai: Pick<TextFamily, 'body' | 'texts' | 'reason' | 'tokens' | 'chunk'> = {
  body: chat,
  texts: (reply) => reply.choices.map((choice: Json) => choice.message.content),
  reason: (reply) => reply.choices[0].finish_reason,
  tokens: (reply) => reply.usage.completion_tokens,
  chunk: (chunk) => chunk.choices?.[0]?.delta?.content ?? '',
};

export const textFamilies: TextFamily[] = [
  {
    name: 'Titan',
    model: 'amazon.titan-text-express-v1',
    spelling: {
      maxTokens: 'maxTokenCount',
      temperature: 'temperature',
      topP: 'topP',
      stopSequences: 'stopSequences',
    },
    body: (inputText, textGenerationConfig) => ({ inputText, textGenerationConfig }),
    texts: (reply) => reply.results.map((result: Json) => result.outputText),
    reason: (reply) => reply.results[0].completionReason,
    tokens: (reply) => reply.results[0].tokenCount,
    reasons: { maxTokens: 'LENGTH', stopSequence: 'STOP_CRITERIA_MET' },
    chunk: (chunk) => chunk.outputText,
  },
  {
    name: 'Jurassic-2',
    model: 'ai21.j2-ultra-v1',
    spelling: {
      maxTokens: 'maxTokens',
      temperature: 'temperature',
      topP: 'topP',
      stopSequences: 'stopSequences',
      countPenalty: 'countPenalty.scale',
      presencePenalty: 'presencePenalty.scale',
      frequencyPenalty: 'frequencyPenalty.scale',
      count: 'numResults',
    },
    body: (prompt, own) => ({ prompt, ...own }),
    texts: (reply) => reply.completions.map((completion: Json) => completion.data.text),
    reason: (reply) => reply.completions[0].finishReason.reason,
    reasons: { maxTokens: 'length', stopSequence: 'stop' },
  },
  {
    name: 'Claude text completions',
    model: 'anthropic.claude-v2',
    spelling: { ...snake, maxTokens: 'max_tokens_to_sample', topK: 'top_k', stopSequences: 'stop_sequences' },
    body: (prompt, own) => ({ prompt: `\n\nHuman: ${prompt}\n\nAssistant:`, ...own }),
    texts: (reply) => [reply.completion],
    reason: (reply) => reply.stop_reason,
    reasons: { maxTokens: 'max_tokens', stopSequence: 'stop_sequence' },
    chunk: (chunk) => chunk.completion,
  },
  {
    name: 'Claude messages',
    model: 'anthropic.claude-3-haiku-20240307-v1:0',
    spelling: { ...snake, maxTokens: 'max_tokens', topK: 'top_k', stopSequences: 'stop_sequences' },
    body: (prompt, own) => ({ anthropic_version: 'bedrock-2023-05-31', ...chat(prompt, own) }),
    texts: (reply) => [reply.content[0]?.text ?? ''],
    reason: (reply) => reply.stop_reason,
    tokens: (reply) => reply.usage.output_tokens,
    reasons: { maxTokens: 'max_tokens', stopSequence: 'stop_sequence' },
    chunk: (chunk) => chunk.delta?.text ?? '',
  },
  {
    name: 'Cohere Command',
    model: 'cohere.command-text-v14',
    spelling: {
      maxTokens: 'max_tokens',
      temperature: 'temperature',
      topP: 'p',
      topK: 'k',
      stopSequences: 'stop_sequences',
      count: 'num_generations',
    },
    body: (prompt, own) => ({ prompt, ...own }),
    texts: (reply) => reply.generations.map((generation: Json) => generation.text),
    reason: (reply) => reply.generations[0].finish_reason,
    reasons: { maxTokens: 'MAX_TOKENS', stopSequence: 'COMPLETE' },
    chunk: (chunk) => chunk.generations?.[0].text ?? chunk.text ?? '',
  },
  {
    name: 'Cohere Command R',
    model: 'cohere.command-r-v1:0',
    spelling: {
      maxTokens: 'max_tokens',
      temperature: 'temperature',
      topP: 'p',
      topK: 'k',
      stopSequences: 'stop_sequences',
      presencePenalty: 'presence_penalty',
      frequencyPenalty: 'frequency_penalty',
    },
    body: (message, own) => ({ message, ...own }),
    texts: (reply) => [reply.text],
    reason: (reply) => reply.finish_reason,
    reasons: { maxTokens: 'MAX_TOKENS', stopSequence: 'STOP_SEQUENCE' },
    chunk: (chunk) => (chunk.event_type === 'text-generation' ? chunk.text : ''),
  },
  {
    name: 'Llama',
    model: 'meta.llama3-8b-instruct-v1:0',
    spelling: { ...snake, maxTokens: 'max_gen_len' },
    body: (prompt, own) => ({ prompt, ...own }),
    texts: (reply) => [reply.generation],
    reason: (reply) => reply.stop_reason,
    tokens: (reply) => reply.generation_token_count,
    reasons: { maxTokens: 'length' },
    chunk: (chunk) => chunk.generation,
  },
  {
    name: 'Nova',
    model: 'amazon.nova-lite-v1:0',
    spelling: {
      maxTokens: 'maxTokens',
      temperature: 'temperature',
      topP: 'topP',
      topK: 'topK',
      stopSequences: 'stopSequences',
    },
    body: (text, inferenceConfig) => ({ messages: [{ role: 'user', content: [{ text }] }], inferenceConfig }),
    texts: (reply) => [reply.output.message.content[0]?.text ?? ''],
    reason: (reply) => reply.stopReason,
    tokens: (reply) => reply.usage.outputTokens,
    reasons: { maxTokens: 'max_tokens', stopSequence: 'stop_sequence' },
    chunk: (chunk) => chunk.contentBlockDelta?.delta.text ?? '',
  },
  {
    name: 'Mistral',
    model: 'mistral.mistral-7b-instruct-v0:2',
    spelling: { ...snake, maxTokens: 'max_tokens', topK: 'top_k', stopSequences: 'stop' },
    body: (prompt, own) => ({ prompt: `<s>[INST] ${prompt} [/INST]`, ...own }),
    texts: (reply) => [reply.outputs[0].text],
    reason: (reply) => reply.outputs[0].stop_reason,
    reasons: { maxTokens: 'length', stopSequence: 'stop' },
    chunk: (chunk) => chunk.outputs[0].text,
  },
  {
    ...openai,
    name: 'Jamba',
    model: 'ai21.jamba-1-5-large-v1:0',
    spelling: {
      ...snake,
      maxTokens: 'max_tokens',
      stopSequences: 'stop',
      presencePenalty: 'presence_penalty',
      frequencyPenalty: 'frequency_penalty',
      count: 'n',
    },
    reasons: { maxTokens: 'length', stopSequence: 'stop' },
  },
  {
    ...openai,
    name: 'Gemma',
    model: 'google.gemma-3-12b-it',
    spelling: {
      ...snake,
      maxTokens: 'max_tokens',
      stopSequences: 'stop',
      presencePenalty: 'presence_penalty',
      frequencyPenalty: 'frequency_penalty',
    },
    reasons: { maxTokens: 'length', stopSequence: 'stop' },
  },
];

/** The families that have a parameter. */
export const familiesWith = (...names: (keyof Parameters)[]): TextFamily[] =>
  textFamilies.filter(({ spelling }) => names.every((name) => spelling[name] !== undefined));

/** The native body that asks `prompt` with the parameters that the family has; those that it has not are left out. */
export function nativeBody(family: TextFamily, prompt: string, parameters: Parameters): object {
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parameters)) {
    const [key, inner] = family.spelling[name as keyof Parameters]?.split('.') ?? [];
    if (key !== undefined) own[key] = inner === undefined ? value : { [inner]: value };
  }
  return family.body(prompt, own);
}

/** The words of a reply that were sampled: what stands before them says what was asked, and with which parameters. */
export function sampledWords(text: string): string {
  const opening = 'its words are made up. ';
  const at = text.indexOf(opening);
  if (at < 0) throw new Error(`no sampled words in: ${text}`);
  return text.slice(at + opening.length);
}
