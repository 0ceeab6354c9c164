import { describe, expect, it } from 'vitest';
import { generateConversation } from '../../../src/server/generation/conversation.js';
import type { TurnEvent } from '../../../src/server/inference/conversation.js';
import { isSigned } from '../../../src/server/inference/reasoning-signature.js';
import { countTokens } from '../../../src/server/inference/tokens.js';
import { asking, context, kindsOf, reply } from './requests.js';

const question = 'What is the capital of France?';
const thinking = (parts = {}) => asking(question, {}, { reasoning: { budgetTokens: 1024, ...parts } });
const thoughtOf = (...given: Parameters<typeof reply>) => reply(...given).content[0]?.reasoningContent;

describe('a thought', () => {
  it('comes first, signed by Claude alone', () => {
    expect(kindsOf(reply(thinking()))).toEqual(['reasoningContent', 'text']);
    const { text = '', signature = '' } = thoughtOf(thinking())?.reasoningText ?? {};
    expect(text).toContain(question);
    expect(isSigned(text, signature)).toBe(true);
    expect(thoughtOf(thinking(), { format: 'openai-chat' })?.reasoningText).toEqual({ text: expect.any(String) });
  });

  it('stands behind the words where the family has it so', () => {
    expect(kindsOf(reply(thinking({ isLast: true }), { format: 'deepseek-r1' }))).toEqual(['text', 'reasoningContent']);
  });

  it('is longer with more effort', () => {
    const length = (effort: string) => thoughtOf(thinking({ effort }))!.reasoningText!.text!.length;
    expect(length('low')).toBeLessThan(length('medium'));
    expect(length('medium')).toBeLessThan(length('high'));
  });

  it('keeps to its budget, and can use up all the tokens', () => {
    const text = thoughtOf(thinking({ budgetTokens: 5 }))?.reasoningText?.text ?? '';
    expect(countTokens(text)).toBe(5);
    const all = reply(asking(question, { maxTokens: 12 }, { reasoning: {} }));
    expect(all.content).toHaveLength(1);
    expect(all).toMatchObject({ stopReason: 'max_tokens', usage: { outputTokens: 12 } });
  });

  it('is kept back where it is not to be shown, and redacted at the words that Anthropic has for it', () => {
    const omitted = thoughtOf(thinking({ isOmitted: true }))?.reasoningText;
    expect(omitted?.text).toBe('');
    expect(isSigned('', omitted?.signature ?? '')).toBe(true);
    const trigger =
      'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB';
    expect(thoughtOf(asking(trigger, {}, { reasoning: {} }))).toEqual({ redactedContent: expect.any(Uint8Array) });
  });
});

describe('the stream of a thought', () => {
  const deltas = (format: string, parts = {}) =>
    [...(generateConversation(thinking(parts), context({ format })).turns[0] as Iterable<TurnEvent>)].flatMap(
      (event) => {
        if ('contentBlockStop' in event) return [`stop ${event.contentBlockStop.contentBlockIndex}`];
        if (!('contentBlockDelta' in event)) return [];
        const { contentBlockIndex, delta } = event.contentBlockDelta;
        const kind = 'reasoningContent' in delta ? Object.keys(delta.reasoningContent)[0] : 'words';
        return [`${kind} ${contentBlockIndex}`];
      },
    );
  const unique = (names: string[]) => names.filter((name, index) => name !== names[index - 1]);

  it('has the text, then the signature, then the block of words', () => {
    expect(unique(deltas('anthropic-messages'))).toEqual(['text 0', 'signature 0', 'stop 0', 'words 1', 'stop 1']);
    expect(unique(deltas('anthropic-messages', { isOmitted: true }))).toEqual([
      'signature 0',
      'stop 0',
      'words 1',
      'stop 1',
    ]);
  });

  it('has an empty block of words before it in the families of OpenAI', () => {
    expect(unique(deltas('openai-chat'))).toEqual(['words 0', 'stop 0', 'text 1', 'stop 1', 'words 2', 'stop 2']);
  });
});
