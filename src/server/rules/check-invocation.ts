/** Holds what a native body asks for against the rules of InvokeModel that no dialect holds itself. */
import type { FoundationModel } from '../../fixtures/foundation-models.js';
import { validationException } from '../exception.js';
import type { Conversation } from '../inference/conversation.js';
import type { Settings } from '../settings.js';
import { contextWindowWords, textBytesWords } from './context-window.js';
import { invokeContextWindow, invokeTextBytes } from './invoke.js';
import type { RuleRow } from './rule.js';
import { holds } from './shared/switches.js';

/** Throws where the conversation is too long. `length`: of the native body in bytes, which no text in it exceeds. */
export function checkInvocation(
  conversation: Conversation,
  length: number,
  model: FoundationModel,
  settings: Settings,
): void {
  const check = (rule: RuleRow, words: () => string | undefined) => {
    const found = holds(rule, model, settings) ? words() : undefined;
    if (found !== undefined) throw validationException(found, { rule: rule.id });
  };
  check(invokeTextBytes, () => textBytesWords(conversation, length));
  check(invokeContextWindow, () =>
    length > (model.contextWindow ?? length) ? contextWindowWords(conversation, model) : undefined,
  );
}
