import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { ContentBlock, Conversation, Message } from '../../../src/server/inference/conversation.js';
import {
  blockText,
  countInputTokens,
  lastUserMessage,
  messageText,
} from '../../../src/server/inference/prompt-text.js';
import { countTokens } from '../../../src/server/inference/tokens.js';

const conversation = (content: ContentBlock[], parts: Partial<Conversation> = {}): Conversation => ({
  kind: 'conversation',
  modelId: 'amazon.nova-lite-v1:0',
  system: [],
  messages: [{ role: 'user', content }],
  sampling: {},
  ...parts,
});

describe('blockText', () => {
  it('finds the text of every block that has some', () => {
    const bytes = new TextEncoder().encode('name,age');
    const blocks: ContentBlock[] = [
      { text: 'plain' },
      { toolUse: { toolUseId: 't', name: 'add', input: { x: 1 } } },
      { toolResult: { toolUseId: 't', content: [{ json: { sum: 3 } }, { text: 'done' }] } },
      { document: { format: 'csv', name: 'people', source: { bytes } } },
      { guardContent: { text: { text: 'guarded' } } },
      { reasoningContent: { reasoningText: { text: 'thought' } } },
      { citationsContent: { content: [{ text: 'cited' }], citations: [] } },
      { searchResult: { source: 's', title: 't', content: [{ text: 'found' }] } } as unknown as ContentBlock,
      { document: { format: 'pdf', name: 'paper', source: { bytes } } },
    ];
    expect(blocks.map(blockText)).toEqual([
      'plain',
      'add {"x":1}',
      '{"sum":3}\ndone',
      'name,age',
      'guarded',
      'thought',
      'cited',
      'found',
      undefined,
    ]);
  });
});

describe('lastUserMessage', () => {
  it('is the last one with that role', () => {
    const messages: Message[] = [
      { role: 'user', content: [{ text: 'first' }] },
      { role: 'user', content: [{ text: 'second' }, { text: 'line' }] },
      { role: 'assistant', content: [{ text: 'answer' }] },
    ];
    expect(messageText(lastUserMessage(conversation([], { messages }))!)).toBe('second\nline');
    expect(lastUserMessage(conversation([], { messages: [] }))).toBeUndefined();
  });
});

describe('countInputTokens', () => {
  const bare = countInputTokens(conversation([{ text: 'What is the capital of France?' }]));

  it('counts the text and the bounds of each message', () => {
    expect(bare).toBe(countTokens('What is the capital of France?') + 4);
  });

  it('adds the system prompt and the tools on offer', () => {
    const system = [{ text: 'Answer in one word.' }];
    const tools = [{ toolSpec: { name: 'look_up', inputSchema: { json: { type: 'object' } } } }];
    const content = [{ text: 'What is the capital of France?' }];
    expect(countInputTokens(conversation(content, { system }))).toBe(bare + countTokens('Answer in one word.'));
    expect(countInputTokens(conversation(content, { toolConfig: { tools } }))).toBe(
      bare + countTokens(JSON.stringify(tools)),
    );
  });

  it('counts a picture by its size, and one that it cannot read as a large one', () => {
    const png = encode({ width: 300, height: 100, data: new Uint8Array(300 * 100), channels: 1 });
    const picture = (bytes: Uint8Array): ContentBlock => ({ image: { format: 'png', source: { bytes } } });
    expect(countInputTokens(conversation([picture(png)]))).toBe(4 + 40);
    expect(countInputTokens(conversation([picture(new Uint8Array(3))]))).toBe(4 + 1600);
    const nested = [
      { toolResult: { toolUseId: 't', content: [{ image: { format: 'png' as const, source: { bytes: png } } }] } },
    ];
    expect(countInputTokens(conversation(nested))).toBe(4 + 40);
  });

  it('counts video, audio and a document without text by a constant', () => {
    const bytes = new Uint8Array(8);
    expect(countInputTokens(conversation([{ video: { format: 'mp4', source: { bytes } } }]))).toBe(4 + 2880);
    expect(countInputTokens(conversation([{ document: { format: 'pdf', name: 'd', source: { bytes } } }]))).toBe(
      4 + 1500,
    );
    expect(countInputTokens(conversation([{ cachePoint: { type: 'default' } }]))).toBe(4);
  });
});
