import { describe, expect, it } from 'vitest';
import { askedText, modelNickname, quote } from '../../../src/server/generation/asked.js';
import { asking } from './requests.js';

describe('askedText', () => {
  it('is the last user message', () => {
    const messages = [
      { role: 'user' as const, content: [{ text: 'Hello' }] },
      { role: 'assistant' as const, content: [{ text: 'Hi' }] },
      { role: 'user' as const, content: [{ text: 'How are you?' }] },
    ];
    expect(askedText(asking('', {}, { messages }))).toBe('How are you?');
    expect(askedText(asking('', {}, { messages: [] }))).toBe('');
  });

  it('finds the last question in a dialogue that is one text', () => {
    for (const prompt of [
      'User: Hi\nBot: Hello!\nUser: How are you?\nBot:',
      '\n\nHuman: How are you?\n\nAssistant:',
      '<s>[INST] <<SYS>>Be kind.<</SYS>>\n\nHow are you? [/INST]',
      '<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHow are you?<|eot_id|><|start_header_id|>assistant<|end_header_id|>',
    ]) {
      expect(askedText(asking(prompt))).toBe('How are you?');
    }
  });

  it('is quick with a megabyte of line breaks', () => {
    const start = performance.now();
    askedText(asking('\n '.repeat(500_000)));
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('quote', () => {
  it('gives one line, cut after a word', () => {
    expect(quote('one\n  two', 10)).toBe('one two');
    expect(quote('one two three', 9)).toBe('one two...');
    expect(quote('one two three', 7)).toBe('one two...');
    expect(quote('🦙'.repeat(9), 5)).toBe('🦙🦙...');
  });
});

describe('modelNickname', () => {
  it('leaves out what only a machine reads', () => {
    expect(modelNickname('us.anthropic.claude-3-haiku-20240307-v1:0')).toBe('claude-3-haiku');
    expect(modelNickname('arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2:1')).toBe('claude-v2');
    expect(modelNickname('ai21.j2-ultra-v1')).toBe('j2-ultra-v1');
    expect(modelNickname('zai.glm-4.7-flash')).toBe('glm-4.7-flash');
    expect(modelNickname('cohere.command-text-v14:7:4k')).toBe('command-text-v14');
    expect(modelNickname('my-model')).toBe('my-model');
  });
});
