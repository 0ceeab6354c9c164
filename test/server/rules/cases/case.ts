/** One rule: a request that breaks it, AWS's words, and the nearest request that does not. */

import type { ContentBlock, ConverseRequest, Message, Tool } from '@aws-sdk/client-bedrock-runtime';
import { signReasoning } from '../../../../src/server/inference/reasoning-signature.js';

export type Asked = Partial<ConverseRequest>;

export interface Case {
  rule: string;
  model: string;
  /** Default Converse. */
  operation?: 'Converse' | 'ConverseStream';
  /** Default ValidationException. */
  exception?: string;
  words: string;
  refused: Asked;
  /** What the same model takes. */
  passes: Asked;
  /** Another model that takes the refused request, where no request of this kind suits the first. */
  other?: string;
}

export const models = {
  lite: 'amazon.nova-lite-v1:0',
  micro: 'amazon.nova-micro-v1:0',
  haiku3: 'anthropic.claude-3-haiku-20240307-v1:0',
  haiku35: 'us.anthropic.claude-3-5-haiku-20241022-v1:0',
  haiku45: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  sonnet4: 'us.anthropic.claude-sonnet-4-20250514-v1:0',
  opus48: 'us.anthropic.claude-opus-4-8',
  llama32: 'us.meta.llama3-2-3b-instruct-v1:0',
  llama33: 'us.meta.llama3-3-70b-instruct-v1:0',
  llama4: 'us.meta.llama4-scout-17b-instruct-v1:0',
  commandR: 'cohere.command-r-v1:0',
  j2: 'ai21.j2-mid-v1',
  titan: 'amazon.titan-text-express-v1',
  mistral7b: 'mistral.mistral-7b-instruct-v0:2',
  mistralLarge: 'mistral.mistral-large-2402-v1:0',
  r1: 'us.deepseek.r1-v1:0',
  gptOss: 'openai.gpt-oss-120b-1:0',
  gpt56: 'global.openai.gpt-5.6-sol',
  kimi: 'moonshotai.kimi-k2.5',
  voxtral: 'mistral.voxtral-mini-3b-2507',
};

export const user = (...content: ContentBlock[]): Message => ({ role: 'user', content });
export const assistant = (...content: ContentBlock[]): Message => ({ role: 'assistant', content });
export const text = (words: string): ContentBlock => ({ text: words });
export const hi = user(text('Hi'));

export const toolConfig = { tools: [tool('weather')] };
export function tool(name: string, json: unknown = { type: 'object' }): Tool {
  return { toolSpec: { name, inputSchema: { json } } } as Tool;
}
export const call = (toolUseId: string): ContentBlock => ({ toolUse: { toolUseId, name: 'weather', input: {} } });
export const result = (toolUseId: string): ContentBlock => ({ toolResult: { toolUseId, content: [{ text: 'Rain' }] } });

export const cachePoint: ContentBlock = { cachePoint: { type: 'default' } };
export const thought = (signature?: string): ContentBlock => ({
  reasoningContent: { reasoningText: { text: 'Hm.', ...(signature && { signature }) } },
});

/** A thought as it was given. */
export const signedThought = thought(signReasoning('Hm.'));

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABc3UBGAAAAABJRU5ErkJggg==',
  'base64',
);

/** A PNG's head with this size in it. */
export function pngOf(width: number, height: number): Uint8Array {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

export const picture = (bytes: Uint8Array = png, format: 'png' | 'jpeg' = 'png'): ContentBlock => ({
  image: { format, source: { bytes } },
});
export const paper = (name: string): ContentBlock => ({
  document: { format: 'txt', name, source: { bytes: Buffer.from('A text.') } },
});
export const film: ContentBlock = { video: { format: 'mp4', source: { bytes: Buffer.from('ftyp') } } };
export const sound = { audio: { format: 'wav', source: { bytes: Buffer.from('RIFF') } } } as ContentBlock;
export const found = {
  searchResult: {
    source: 'https://example.com',
    title: 'A page',
    content: [{ text: 'Words' }],
    citations: { enabled: true },
  },
} as unknown as ContentBlock;
