/** Who speaks when, and messages that say nothing. */
import type { Rule } from './rule.js';
import { eachBlock } from './shared/survey.js';

export const startsWithUser: Rule = {
  id: 'converse/starts-with-user',
  what: 'There is a message, and the first one is from the user',
  source: 'public threads of 2024 to 2026',
  check: ({ input }) =>
    input.messages?.[0]?.role === 'user'
      ? undefined
      : 'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
};

/** The families that answered two messages of one role in a row. Source: recorded exchanges of 2025 and 2026 (Claude, Titan), public threads of 2026. */
const merging = ['anthropic.*', 'amazon.*', 'meta.*', 'mistral.*'];

export const roleAlternation: Rule = {
  id: 'converse/role-alternation',
  what: 'User and assistant take turns',
  source: 'public threads of 2024; recorded exchanges of 2025 and 2026 show that the excepted families merge messages',
  models: { except: merging },
  check: ({ input }) =>
    (input.messages ?? []).some(({ role }, index, messages) => role === messages[index - 1]?.role)
      ? 'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.'
      : undefined,
};

export const singleTurn: Rule = {
  id: 'converse/single-turn',
  what: 'A model that knows no chats gets one message',
  source: 'public note with the error as AWS gave it, 2024',
  check: ({ input, model }) =>
    model.model.converse?.multiTurn || (input.messages?.length ?? 0) < 2
      ? undefined
      : "This model doesn't support conversation history. Try again with input that only includes one user message.",
};

export const someContent: Rule = {
  id: 'converse/some-content',
  what: 'Every message has a block',
  source: 'public threads of 2025 and 2026',
  check: ({ input }) => {
    const index = (input.messages ?? []).findIndex(({ content }) => !content?.length);
    return index < 0
      ? undefined
      : `The content field in the Message object at messages.${index} is empty. Add a ContentBlock object to the content field and try again.`;
  },
};

export const blankText: Rule = {
  id: 'converse/blank-text',
  what: 'No text block is blank; Claude says so in its own words',
  source: 'public threads of 2024 to 2026',
  models: { exceptFormats: ['anthropic-messages'] },
  check: ({ input, survey }) => {
    if (survey.count.text === 0) return undefined;
    return eachBlock(input, ({ text }, { message, block, inResult }) =>
      text === undefined || inResult || /\S/.test(text)
        ? undefined
        : `The text field in the ContentBlock object at messages.${message}.content.${block} is blank. Add text to the text field, and try again.`,
    );
  },
};

export const blankGuardContent: Rule = {
  id: 'converse/blank-guard-content',
  what: 'No guarded text is blank',
  source: 'public thread of 2026',
  check: ({ input, survey }) => {
    if (survey.count.guardContent === 0) return undefined;
    return eachBlock(input, (part, { message, block }) => {
      const text = 'guardContent' in part ? part.guardContent?.text?.text : undefined;
      return text === undefined || /\S/.test(text)
        ? undefined
        : `The guard content field in the ContentBlock object at messages.${message}.content.${block} is blank`;
    });
  },
};

export const reasoningPlace: Rule = {
  id: 'converse/reasoning-place',
  what: 'Reasoning stands in answers alone, and only where the model takes it back',
  source: 'public threads of 2025 and 2026; DeepSeek R1 and models without reasoning refuse it in answers too',
  check: ({ input, model, survey }) => {
    if (survey.count.reasoningContent === 0) return undefined;
    const takesBack = model.model.converse?.reasoning && model.model.format !== 'deepseek-r1';
    const wrong = (input.messages ?? []).some(
      ({ role, content }) => (role === 'user' || !takesBack) && content?.some((block) => block.reasoningContent),
    );
    return wrong
      ? 'User messages cannot contain reasoning content. Please remove the reasoning content and try again.'
      : undefined;
  },
};

export const systemPrompt: Rule = {
  id: 'converse/system-prompt',
  what: 'A model that knows no system prompt gets none',
  source: 'public threads of 2024 and 2026',
  check: ({ input, model }) =>
    model.model.converse?.system || !input.system?.length
      ? undefined
      : "This model doesn't support system messages. Try again without a system message or use a model that supports system messages.",
};
