/** Holds a body that is well formed against the rules of Claude's back end: the first that speaks is heard. */
import { validationException } from '../../../exception.js';
import { claudeRules } from './rules/index.js';
import type { Asked } from './rules/rule.js';

/** Throws a ValidationException with the words of the first rule that is broken and not switched off. */
export function checkRules(asked: Asked): void {
  for (const { id, refuse } of claudeRules) {
    if (asked.model.isOff?.(id)) continue;
    const words = refuse(asked);
    if (words !== undefined) throw validationException(words, { rule: id });
  }
}
