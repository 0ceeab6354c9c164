/** What AWS refuses of a guardrail beyond the shape of its members. The rules are the user guide's, the words are ours. */
import { validationException } from '../../exception.js';
import type { GuardrailDefinition } from '../../generation/guardrails/guardrail.js';
import { compilePattern } from '../../generation/guardrails/regex.js';
import { quotaExceeded } from './refusals.js';

/** Each gives what is wrong with a definition. */
const rules: ((definition: GuardrailDefinition) => string | undefined)[] = [
  ({ topicPolicyConfig, contentPolicyConfig, wordPolicyConfig, ...rest }) =>
    (topicPolicyConfig ??
    contentPolicyConfig ??
    wordPolicyConfig ??
    rest.sensitiveInformationPolicyConfig ??
    rest.contextualGroundingPolicyConfig ??
    rest.automatedReasoningPolicyConfig)
      ? undefined
      : 'A guardrail must have at least one policy.',
  ({ contentPolicyConfig }) =>
    contentPolicyConfig?.filtersConfig?.some(
      ({ type, outputStrength }) => type === 'PROMPT_ATTACK' && outputStrength !== 'NONE',
    )
      ? 'PROMPT ATTACK content filter strength for response must be NONE.'
      : undefined,
  ({ contextualGroundingPolicyConfig }) =>
    contextualGroundingPolicyConfig?.filtersConfig?.some(({ threshold }) => Number(threshold) > 0.99)
      ? 'The threshold of a contextual grounding filter must be between 0 and 0.99.'
      : undefined,
  ({ sensitiveInformationPolicyConfig }) => {
    const wrong = sensitiveInformationPolicyConfig?.regexesConfig?.find(
      ({ pattern }) => !compilePattern(String(pattern)),
    );
    return wrong && `The regex pattern ${wrong.pattern} of ${wrong.name} is invalid.`;
  },
  ({ topicPolicyConfig, contentPolicyConfig, crossRegionConfig }) =>
    !crossRegionConfig &&
    [topicPolicyConfig, contentPolicyConfig].some((policy) => policy?.tierConfig?.tierName === 'STANDARD')
      ? 'The STANDARD tier needs a crossRegionConfig.'
      : undefined,
];

/** How many of its parts a guardrail may have. Source: service quotas of Amazon Bedrock, Guardrails. */
const quotas: { most: number; of: string; count(definition: GuardrailDefinition): number }[] = [
  { most: 30, of: 'topics', count: ({ topicPolicyConfig }) => topicPolicyConfig?.topicsConfig?.length ?? 0 },
  {
    most: 10,
    of: 'regular expressions',
    count: ({ sensitiveInformationPolicyConfig }) => sensitiveInformationPolicyConfig?.regexesConfig?.length ?? 0,
  },
];

/** Throws a ValidationException for the first rule that does not hold, a ServiceQuotaExceededException where there is too much of something. */
export function refuseGuardrail(definition: GuardrailDefinition): void {
  for (const { most, of, count } of quotas)
    if (count(definition) > most) throw quotaExceeded(`a guardrail has at most ${most} ${of}`);
  for (const rule of rules) {
    const wrong = rule(definition);
    if (wrong !== undefined) throw validationException(wrong, { rule: 'guardrail/definition' });
  }
}
