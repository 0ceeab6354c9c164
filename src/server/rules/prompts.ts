/** A prompt of Prompt management named as the model: what it says itself, the request may not say. */
import type { Rule } from './rule.js';

const fixed = ['additionalModelRequestFields', 'inferenceConfig', 'system', 'toolConfig'] as const;

export const promptFields: Rule = {
  id: 'converse/prompt-fields',
  what: 'With the ARN of a prompt there are no fields that the prompt has itself',
  source: 'API reference, Converse; the words are ours, after those of like refusals',
  check: ({ input }) => {
    if (!/^arn:[^:]+:bedrock:[^:]*:[^:]*:prompt\//.test(input.modelId ?? '')) return undefined;
    const given = fixed.find((field) => input[field] !== undefined);
    return given && `A prompt resource doesn't support the ${given} field. Remove ${given} and try again.`;
  },
};
