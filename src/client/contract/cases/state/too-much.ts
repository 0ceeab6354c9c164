/** Too much of something that belongs to one thing. */
import type { ContractCase } from '../../case.js';
import { messages } from '../../things/guards.js';
import { ref } from '../../things/thing.js';
import { refusalsOf } from './refusal.js';

const examples = ['One?', 'Two?', 'Three?', 'Four?', 'Five?', 'Six?'];
const tags = Array.from({ length: 51 }, (_, index) => ({ key: `key-${index}`, value: '' }));

export const tooMuchCases: ContractCase[] = [
  ...refusalsOf('ServiceQuotaExceededException', 'RefusesTooMuch', {
    UpdateGuardrail: {
      documentation: 'A topic with six examples.',
      of: 'guardrail',
      params: {
        guardrailIdentifier: ref('guardrail.guardrailId'),
        name: 'contract-much',
        ...messages,
        topicPolicyConfig: {
          topicsConfig: [{ name: 'counting', definition: 'Of numbers.', type: 'DENY', examples }],
        },
      },
    },
  }),
  ...refusalsOf('TooManyTagsException', 'RefusesTooManyTags', {
    TagResource: {
      documentation: 'One tag more than fifty.',
      of: 'guardrail',
      params: { resourceARN: ref('guardrail.guardrailArn'), tags },
    },
  }),
];
