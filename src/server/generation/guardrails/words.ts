/** Word filters: a guardrail's own words and phrases, and the managed list of profanity. */
import type { GuardrailWordPolicyConfig } from '@aws-sdk/client-bedrock';
import { guardrailWords } from '../../../fixtures/guardrail-words.js';
import { wordsOf } from '../words.js';
import { actionOf, type Source } from './guardrail.js';

export interface WordFinding {
  match: string;
  action: 'BLOCK' | 'NONE';
  detected: boolean;
}

/** Every word that is on for this side, and whether it stands in the text: as a whole, in any case, with or without accents. */
export function findWords(
  policy: GuardrailWordPolicyConfig | undefined,
  source: Source,
  text: string,
): { custom: WordFinding[]; profanity: WordFinding[] } {
  const holds = createSearch(text);
  const custom = (policy?.wordsConfig ?? []).flatMap((word) => {
    const action = actionOf<'BLOCK' | 'NONE'>(word as never, source, 'BLOCK');
    const match = String(word.text);
    return action ? [{ match, action, detected: holds(match) }] : [];
  });
  const profanity = (policy?.managedWordListsConfig ?? []).flatMap((list) => {
    const action = actionOf<'BLOCK' | 'NONE'>(list as never, source, 'BLOCK');
    if (!action) return [];
    const found = guardrailWords().profanity.filter(holds);
    return found.length > 0
      ? found.map((match) => ({ match, action, detected: true }))
      : [{ match: '', action, detected: false }];
  });
  return { custom, profanity };
}

/** A phrase of signs alone, such as `$$$`, is looked for as it stands. */
function createSearch(text: string): (phrase: string) => boolean {
  const words = ` ${wordsOf(text).join(' ')} `;
  return (phrase) => {
    const wanted = wordsOf(phrase);
    return wanted.length > 0 ? words.includes(` ${wanted.join(' ')} `) : text.includes(phrase);
  };
}
