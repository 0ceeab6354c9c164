/** What each policy says of a text, in the words of an assessment. */
import type {
  GuardrailContentFilter,
  GuardrailContextualGroundingFilter,
  GuardrailCustomWord,
  GuardrailManagedWord,
  GuardrailTopic,
} from '@aws-sdk/client-bedrock-runtime';
import { isOver, judgeContent } from './content-filter.js';
import { scoreGrounding } from './grounding.js';
import { actionOf, type GuardrailDefinition, type Source } from './guardrail.js';
import { isAbout } from './topics.js';
import { findWords, type WordFinding } from './words.js';

type Action = 'BLOCK' | 'NONE';

/** Detected but not acted on where the action is NONE. */
const outcome = (detected: boolean, action: Action) => ({
  action: detected && action === 'BLOCK' ? ('BLOCKED' as const) : ('NONE' as const),
  detected,
});

export function judgeTopics(definition: GuardrailDefinition, source: Source, text: string): GuardrailTopic[] {
  return (definition.topicPolicyConfig?.topicsConfig ?? []).flatMap((topic) => {
    const action = actionOf<Action>(topic as never, source, 'BLOCK');
    if (!action) return [];
    return [{ name: topic.name, type: 'DENY' as const, ...outcome(isAbout(topic, text), action) }];
  });
}

/** Prompt attacks are looked for in the input alone; a filter of strength NONE is off. */
export function judgeFilters(definition: GuardrailDefinition, source: Source, text: string): GuardrailContentFilter[] {
  return (definition.contentPolicyConfig?.filtersConfig ?? []).flatMap((filter) => {
    const type = String(filter.type) as GuardrailContentFilter['type'];
    const strength = String(source === 'INPUT' ? filter.inputStrength : filter.outputStrength);
    const action = actionOf<Action>(filter as never, source, 'BLOCK');
    if (!action || strength === 'NONE' || (type === 'PROMPT_ATTACK' && source === 'OUTPUT')) return [];
    const confidence = judgeContent(String(type), text);
    const filterStrength = strength as GuardrailContentFilter['filterStrength'];
    return [{ type, confidence, filterStrength, ...outcome(isOver(confidence, strength), action) }];
  });
}

export function judgeWords(
  definition: GuardrailDefinition,
  source: Source,
  text: string,
): { customWords: GuardrailCustomWord[]; managedWordLists: GuardrailManagedWord[] } {
  const { custom, profanity } = findWords(definition.wordPolicyConfig, source, text);
  const write = ({ match, action, detected }: WordFinding) => ({ match, ...outcome(detected, action) });
  return {
    customWords: custom.map(write),
    managedWordLists: profanity.map((finding) => ({ ...write(finding), type: 'PROFANITY' as const })),
  };
}

/** What an answer is held against: all grounding sources and all queries. */
export interface Ground {
  source: string;
  query: string;
}

/** Every filter that is on, whether it acts or not, as recorded. */
export function judgeGrounding(
  definition: GuardrailDefinition,
  text: string,
  { source, query }: Ground,
): GuardrailContextualGroundingFilter[] {
  const filters = definition.contextualGroundingPolicyConfig?.filtersConfig ?? [];
  const scores = filters.length > 0 ? scoreGrounding(text, source, query) : { GROUNDING: 1, RELEVANCE: 1 };
  return filters
    .filter(({ enabled }) => enabled !== false)
    .map(({ type = 'GROUNDING', threshold = 0, action = 'BLOCK' }) => {
      const score = scores[type];
      return { type, threshold, score, ...outcome(score < threshold, action) };
    });
}
