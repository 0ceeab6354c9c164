/** The formats of conversations. */
import type { JsonObject } from '../../../../src/server/dialects/dialect.js';
import { type FormatRow, fixed, text } from './format-row.js';

const messages = [{ role: 'user', content: text }];
const sampled = { temperature: 0.5, top_p: 0.9, max_tokens: 20 };
const penalty = { scale: 0.5, applyToNumbers: true };
const unknownKey = { 'with an unknown key': { noSuchKey: 1 } };
const brokenPrompt: FormatRow['broken'] = {
  'without a prompt': { prompt: undefined },
  'with messages for a prompt': { prompt: messages },
  'too hot': { temperature: 1.5 },
  'too cold': { temperature: -1 },
};
const brokenMessages: FormatRow['broken'] = {
  'without messages': { messages: undefined },
  'with a text for messages': { messages: text },
  'too hot': { temperature: 2.5 },
};

export const conversations: Record<string, FormatRow> = {
  'ai21-j2': {
    model: 'ai21.j2-ultra-v1',
    body: fixed({
      prompt: text,
      numResults: 2,
      maxTokens: 20,
      minTokens: 0,
      temperature: 0.5,
      topP: 0.9,
      topKReturn: 2,
      stopSequences: ['|'],
      countPenalty: { scale: 0.5 },
      presencePenalty: penalty,
      frequencyPenalty: penalty,
    }),
  },
  'ai21-jamba': {
    model: 'ai21.jamba-1-5-mini-v1:0',
    body: fixed({ messages, ...sampled, n: 1, stop: ['|'] }),
    broken: { ...brokenMessages, ...unknownKey, 'too many': { n: 17 } },
  },
  'amazon-nova-text': {
    model: 'amazon.nova-lite-v1:0',
    body: fixed({
      schemaVersion: 'messages-v1',
      system: [{ text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ text }] }],
      inferenceConfig: { maxTokens: 20, temperature: 0.5, topP: 0.9, stopSequences: ['|'] },
    }),
    broken: {
      ...brokenMessages,
      ...unknownKey,
      'too hot': { inferenceConfig: { temperature: 1.5 } },
      'without a token': { inferenceConfig: { maxTokens: 0 } },
      'with a block of no kind': { messages: [{ role: 'user', content: [{}] }] },
    },
  },
  'amazon-titan-text': {
    model: 'amazon.titan-text-express-v1',
    body: fixed({
      inputText: text,
      textGenerationConfig: { maxTokenCount: 20, temperature: 0.5, topP: 0.9, stopSequences: ['|'] },
    }),
  },
  'anthropic-messages': {
    model: 'anthropic.claude-3-haiku-20240307-v1:0',
    body: fixed({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 20,
      system: 'Be brief.',
      messages,
      stop_sequences: ['|'],
    }),
    broken: {
      ...brokenMessages,
      ...unknownKey,
      'without max_tokens': { max_tokens: undefined },
      'without its version': { anthropic_version: undefined },
    },
  },
  'anthropic-text-completions': {
    model: 'anthropic.claude-v2',
    body: fixed({ prompt: `\n\nHuman: ${text}\n\nAssistant:`, max_tokens_to_sample: 20, stop_sequences: ['|'] }),
    broken: { ...brokenPrompt, ...unknownKey, 'without a limit': { max_tokens_to_sample: undefined } },
  },
  'cohere-command-r': {
    model: 'cohere.command-r-v1:0',
    body: fixed({
      message: text,
      chat_history: [{ role: 'USER', message: 'Hi' }],
      documents: [{ title: 'Ferries', snippet: text }],
      preamble: 'Be brief.',
      max_tokens: 20,
      temperature: 0.5,
      p: 0.5,
      k: 10,
      prompt_truncation: 'OFF',
      frequency_penalty: 0.5,
      presence_penalty: 0.5,
      seed: 7,
      return_prompt: true,
      stop_sequences: ['|'],
    }),
  },
  'cohere-command-text': {
    model: 'cohere.command-text-v14',
    body: fixed({
      prompt: text,
      temperature: 0.5,
      p: 0.5,
      k: 10,
      max_tokens: 20,
      stop_sequences: ['|'],
      return_likelihoods: 'GENERATION',
      num_generations: 2,
      logit_bias: {},
      truncate: 'END',
    }),
  },
  'deepseek-r1': {
    model: 'deepseek.r1-v1:0',
    body: fixed({ prompt: text, ...sampled, stop: ['|'] }),
    broken: { ...brokenPrompt, ...unknownKey, 'with too many stops': { stop: Array(11).fill('|') } },
  },
  'meta-llama': {
    model: 'meta.llama3-8b-instruct-v1:0',
    body: fixed({ prompt: text, temperature: 0.5, top_p: 0.9, max_gen_len: 20 }),
    broken: { ...brokenPrompt, ...unknownKey, 'too long': { max_gen_len: 2049 } },
  },
  'mistral-chat': {
    model: 'mistral.pixtral-large-2502-v1:0',
    body: fixed({ messages, ...sampled }),
    broken: { ...brokenMessages, ...unknownKey },
  },
  'mistral-instruct': {
    model: 'mistral.mistral-7b-instruct-v0:2',
    body: fixed({ prompt: `<s>[INST] ${text} [/INST]`, ...sampled, stop: ['|'] }),
    broken: { ...brokenPrompt, ...unknownKey },
  },
  'openai-chat': {
    model: 'openai.gpt-oss-20b-1:0',
    body: (modelId) => ({
      messages,
      temperature: 0.5,
      top_p: 0.9,
      [modelId.startsWith('openai.') ? 'max_completion_tokens' : 'max_tokens']: 20,
      stop: ['|'],
      seed: 7,
    }),
    broken: { ...brokenMessages, 'without a token': { max_tokens: 0 }, 'with a number to stop at': { stop: 5 } },
  },
  'twelvelabs-pegasus': {
    model: 'twelvelabs.pegasus-1-2-v1:0',
    body: fixed({
      inputPrompt: text,
      mediaSource: { s3Location: { uri: 's3://bucket/cat.mp4', bucketOwner: '123456789012' } },
      temperature: 0.5,
      maxOutputTokens: 20,
      responseFormat: { type: 'json_schema', jsonSchema: {} },
    }),
  },
  'writer-palmyra': {
    model: 'writer.palmyra-x5-v1:0',
    body: fixed({
      messages: [{ role: 'user', content: [{ type: 'text', text }] }],
      ...sampled,
      min_tokens: 1,
      stop: ['|'],
      seed: 7,
      presence_penalty: 0.5,
      frequency_penalty: 0.5,
    }),
  },
};

/** It has no model of the catalogue: its two forms, and OpenAI's chat. */
export const importedBodies: Record<string, JsonObject> = {
  generation: { prompt: text, max_gen_len: 20, temperature: 0.5, top_p: 0.9 },
  'text completion': { prompt: text, ...sampled, stop: ['|'], n: 2 },
  chat: { messages, ...sampled, stop: ['|'] },
};
