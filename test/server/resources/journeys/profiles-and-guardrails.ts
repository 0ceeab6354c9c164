/** Application inference profiles and guardrails. */
import type { Journey } from './journey.js';

const haiku = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0';

export const profilesAndGuardrails: Journey[] = [
  {
    kind: 'application inference profile',
    create: 'CreateInferenceProfile',
    input: (inferenceProfileName) => ({ inferenceProfileName, modelSource: { copyFrom: haiku } }),
    other: { description: 'another' },
    arn: 'inferenceProfileArn',
    get: ['GetInferenceProfile', 'inferenceProfileIdentifier'],
    list: ['ListInferenceProfiles', 'inferenceProfileSummaries', 'inferenceProfileArn'],
    delete: ['DeleteInferenceProfile', 'inferenceProfileIdentifier'],
    within: () => ({ typeEquals: 'APPLICATION' }),
    tags: 'tags',
    uniqueNames: true,
    times: null,
  },
  {
    kind: 'guardrail',
    create: 'CreateGuardrail',
    input: (name) => ({
      name,
      blockedInputMessaging: 'Not this.',
      blockedOutputsMessaging: 'Nor that.',
      wordPolicyConfig: { wordsConfig: [{ text: 'tomato' }] },
    }),
    other: { description: 'another' },
    arn: 'guardrailArn',
    get: ['GetGuardrail', 'guardrailIdentifier'],
    list: ['ListGuardrails', 'guardrails', 'arn'],
    delete: ['DeleteGuardrail', 'guardrailIdentifier'],
    tags: 'tags',
    uniqueNames: true,
    times: null,
    filters: { guardrailIdentifier: { finds: (_name, _before, arn) => arn } },
  },
];
