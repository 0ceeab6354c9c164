/** What an evaluation is charged for: text units of each policy that is on for this side. */
import type { GuardrailDefinition, UnitCounts } from './guardrail.js';

/** Characters of a text unit. Source: Amazon Bedrock pricing. */
const CHARACTERS = 1000;

export function unitsOf(characters: number): number {
  return Math.ceil(characters / CHARACTERS);
}

/** Which policies had something to do. */
export interface Used {
  topics: boolean;
  filters: boolean;
  words: boolean;
  patterns: boolean;
  /** Pictures that a content filter is set up for. */
  images: number;
  /** Characters of answer, sources and queries together. */
  groundedCharacters: number;
}

/** Patterns are free; kinds of sensitive information count even where none of them acts on this side (recorded). */
export function countUnits(definition: GuardrailDefinition, guarded: number, used: Used): UnitCounts {
  const units = unitsOf(guarded);
  return {
    topicPolicyUnits: used.topics ? units : 0,
    contentPolicyUnits: used.filters ? units : 0,
    wordPolicyUnits: used.words ? units : 0,
    sensitiveInformationPolicyUnits: definition.sensitiveInformationPolicyConfig?.piiEntitiesConfig?.length ? units : 0,
    sensitiveInformationPolicyFreeUnits: used.patterns ? units : 0,
    contextualGroundingPolicyUnits: unitsOf(used.groundedCharacters),
    contentPolicyImageUnits: used.images,
    automatedReasoningPolicyUnits: 0,
    automatedReasoningPolicies: 0,
  };
}
