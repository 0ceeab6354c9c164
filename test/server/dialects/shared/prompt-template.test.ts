import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deepSeekTemplate,
  humanTemplate,
  inlineHumanTemplate,
  llamaTemplate,
  mistralTemplate,
  type PromptTemplate,
  readDialogue,
} from '../../../../src/server/dialects/shared/prompt-template.js';

/** `system: S`, `user: U`, `assistant: A`: the turns in short. */
function turns(prompt: string, template: PromptTemplate): string[] {
  const { system, messages } = readDialogue(prompt, template);
  return [
    ...system.map((block) => `system: ${block.text}`),
    ...messages.map(({ role, content }) => `${role}: ${content?.map((block) => block.text).join('|')}`),
  ];
}

describe('readDialogue', () => {
  it("reads Llama 3's headers", () => {
    const head = (speaker: string) => `<|start_header_id|>${speaker}<|end_header_id|>\n\n`;
    const prompt = `<|begin_of_text|>${head('system')}Be brief.<|eot_id|>${head('user')}Hi<|eot_id|>${head('assistant')}Hello<|eot_id|>${head('user')}Who?<|eot_id|>${head('assistant')}`;
    expect(turns(prompt, llamaTemplate)).toEqual(['system: Be brief.', 'user: Hi', 'assistant: Hello', 'user: Who?']);
  });

  it("reads Llama 4's headers", () => {
    const prompt =
      '<|begin_of_text|><|header_start|>user<|header_end|>\n\nHi<|eot|><|header_start|>assistant<|header_end|>\n\n';
    expect(turns(prompt, llamaTemplate)).toEqual(['user: Hi']);
  });

  it("reads Llama 2's instructions, the system prompt inside them", () => {
    const prompt = '<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi [/INST] Hello </s><s>[INST] Who? [/INST]';
    expect(turns(prompt, llamaTemplate)).toEqual(['system: Be brief.', 'user: Hi', 'assistant: Hello', 'user: Who?']);
  });

  it("reads Mistral's instructions", () => {
    expect(turns('<s>[INST] Hi [/INST] Hello</s>[INST] Who? [/INST]', mistralTemplate)).toEqual([
      'user: Hi',
      'assistant: Hello',
      'user: Who?',
    ]);
  });

  it("reads Claude's speakers and keeps the answer that the caller began", () => {
    const prompt = 'Be brief.\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: Who?\n\nAssistant: I am';
    const said = ['system: Be brief.', 'user: Hi', 'assistant: Hello', 'user: Who?', 'assistant: I am'];
    expect(turns(prompt, humanTemplate)).toEqual(said);
    expect(turns('Human: Tell me a joke Assistant:', inlineHumanTemplate)).toEqual(['user: Tell me a joke']);
  });

  it("reads DeepSeek's speakers without the opened thought", () => {
    const prompt = '<｜begin▁of▁sentence｜>Be brief.<｜User｜>Hi<｜Assistant｜><think>\n';
    expect(turns(prompt, deepSeekTemplate)).toEqual(['system: Be brief.', 'user: Hi']);
  });

  it('takes a prompt without a mark, or without a user, as it stands', () => {
    expect(turns('What is the capital of France?', llamaTemplate)).toEqual(['user: What is the capital of France?']);
    expect(turns(' once upon ', mistralTemplate)).toEqual(['user:  once upon ']);
    expect(turns('<<SYS>> only this', llamaTemplate)).toEqual(['user: <<SYS>> only this']);
  });

  it('finds a user in every prompt and loses no word of it', () => {
    const word = fc.constantFrom('one', '[INST]', '[/INST]', '<<SYS>>', '<</SYS>>', 'two', '\n', '<s>');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const said = turns(words.join(' '), llamaTemplate);
        expect(said.some((turn) => turn.startsWith('user:'))).toBe(true);
        for (const kept of ['one', 'two'])
          expect(said.join(' ').split(kept).length).toBe(words.join(' ').split(kept).length);
      }),
      { numRuns: 200 },
    );
  });
});
