/** What AWS refuses of a guardrail beyond the shape of its members. The rules are the user guide's, the words are ours. */
import { exception, validationException } from '../../exception.js';
import type { GuardrailDefinition } from '../../generation/guardrails/guardrail.js';
import { compilePattern } from '../../generation/guardrails/regex.js';

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

/** Source: user guide, "Block denied topics". Of the other parts of a guardrail the model itself demands no more than their quota. */
const EXAMPLES_OF_A_TOPIC = 5;

/** Words: a public issue (psd401/aistudio#731). */
const tooManyExamples = () =>
  exception('ServiceQuotaExceededException', 'Number of examples in topic policy exceeds quota limit.', {
    hint: `a topic has at most ${EXAMPLES_OF_A_TOPIC} examples`,
  });

/** Throws a ValidationException for the first rule that does not hold, a ServiceQuotaExceededException for too many examples of a topic. */
export function refuseGuardrail(definition: GuardrailDefinition): void {
  const topics = definition.topicPolicyConfig?.topicsConfig ?? [];
  if (topics.some(({ examples = [] }) => examples.length > EXAMPLES_OF_A_TOPIC)) throw tooManyExamples();
  for (const rule of rules) {
    const wrong = rule(definition);
    if (wrong !== undefined) throw validationException(wrong, { rule: 'guardrail/definition' });
  }
}
