import type { ContentBlock, Message } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { runTools, toolConfig } from '../../../src/client/chat/tools.js';
import { withoutTools } from '../../../src/client/chat/without-tools.js';

const call = (name: string, input: object): ContentBlock => ({ toolUse: { toolUseId: 't1', name, input } as never });
const text = (words: string): ContentBlock => ({ text: words });
const result: ContentBlock = { toolResult: { toolUseId: 't1', content: [{ text: '4' }] } };

function run(name: string, input: object) {
  const notes: string[] = [];
  const [block] = runTools({ role: 'assistant', content: [text('Let me see.'), call(name, input)] }, (line) =>
    notes.push(line),
  );
  return { ...block!.toolResult, notes };
}

describe('the tools of a chat', () => {
  it('are three, with schemas that Converse takes', () => {
    expect(toolConfig.tools.map((tool) => tool.toolSpec?.name)).toEqual(['current_time', 'calculate', 'count_words']);
    expect(toolConfig.tools[1]!.toolSpec!.inputSchema!.json).toMatchObject({
      type: 'object',
      required: ['expression'],
    });
  });

  it('answer the call by its id, and say so', () => {
    expect(run('calculate', { expression: '17 * 4' })).toEqual({
      toolUseId: 't1',
      status: 'success',
      content: [{ json: { result: 68 } }],
      notes: ['[calculate {"expression":"17 * 4"} -> {"result":68}]'],
    });
    expect(run('count_words', { text: 'one two  three' }).content).toEqual([{ json: { words: 3, characters: 14 } }]);
    expect(run('current_time', { timezone: 'Europe/Berlin' }).content).toMatchObject([
      { json: { timezone: 'Europe/Berlin', iso: expect.stringMatching(/^\d{4}-/) } },
    ]);
  });

  it.each([
    ['calculate', { expression: 'two' }, /no arithmetic expression/],
    ['current_time', { timezone: 'Mars' }, /"Mars" is no time zone/],
    ['remove_files', {}, /there is no tool remove_files/],
    ['constructor', {}, /there is no tool constructor/],
  ])('tell the model what is wrong: %s %o', (name, input, words) => {
    const { status, content } = run(name, input);
    expect(status).toBe('error');
    expect(content![0]!.text).toMatch(words);
  });
});

it('withoutTools leaves a conversation of words, whose roles alternate', () => {
  const messages: Message[] = [
    { role: 'user', content: [text('2+2?')] },
    { role: 'assistant', content: [text('Let me see.'), call('calculate', {})] },
    { role: 'user', content: [result] },
    { role: 'assistant', content: [text('4.')] },
  ];
  expect(withoutTools(messages)).toEqual([
    { role: 'user', content: [text('2+2?')] },
    { role: 'assistant', content: [text('Let me see.'), text('4.')] },
  ]);
  expect(messages[1]!.content).toHaveLength(2);
});
