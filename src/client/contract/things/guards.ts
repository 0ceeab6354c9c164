/** Guardrails and policies of automated reasoning, and what belongs to one. */
import { ref, type Thing } from './thing.js';

const token = 'clientRequestToken';
export const definition = { version: '1.0', types: [], rules: [], variables: [] };
export const messages = { blockedInputMessaging: 'Not this.', blockedOutputsMessaging: 'Nor that.' };

const policyArn = ref('policy.policyArn');

export const guardThings: Record<string, Thing> = {
  guardrail: {
    operation: 'CreateGuardrail',
    params: (name) => ({ name, ...messages, wordPolicyConfig: { wordsConfig: [{ text: 'tomato' }] } }),
    token,
    tags: 'tags',
    remove: [{ operation: 'DeleteGuardrail', params: { guardrailIdentifier: ref('guardrail.guardrailId') } }],
  },
  guardrailVersion: {
    operation: 'CreateGuardrailVersion',
    params: (description) => ({ description, guardrailIdentifier: ref('guardrail.guardrailId') }),
    needs: ['guardrail'],
    token,
  },
  policy: {
    operation: 'CreateAutomatedReasoningPolicy',
    params: (name) => ({ name, policyDefinition: definition }),
    token,
    tags: 'tags',
    remove: [{ operation: 'DeleteAutomatedReasoningPolicy', params: { policyArn, force: true } }],
  },
  policyVersion: {
    operation: 'CreateAutomatedReasoningPolicyVersion',
    params: () => ({ policyArn, lastUpdatedDefinitionHash: ref('policy.definitionHash') }),
    needs: ['policy'],
    tags: 'tags',
  },
  testCase: {
    operation: 'CreateAutomatedReasoningPolicyTestCase',
    params: (guardContent) => ({ policyArn, guardContent, expectedAggregatedFindingsResult: 'VALID' }),
    needs: ['policy'],
    token,
  },
  /** Of a policy that is built, so that it can run. */
  testCaseOfBuild: {
    operation: 'CreateAutomatedReasoningPolicyTestCase',
    params: (guardContent) => ({ policyArn, guardContent, expectedAggregatedFindingsResult: 'VALID' }),
    needs: ['build'],
  },
  build: {
    operation: 'StartAutomatedReasoningPolicyBuildWorkflow',
    params: (name) => ({
      policyArn,
      buildWorkflowType: /other/.test(name) ? 'REFINE_POLICY' : 'IMPORT_POLICY',
      sourceContent: { policyDefinition: definition },
    }),
    needs: ['policy'],
    token,
    settle: {
      operation: 'GetAutomatedReasoningPolicyBuildWorkflow',
      params: { policyArn, buildWorkflowId: ref('build.buildWorkflowId') },
      until: { status: 'COMPLETED' },
    },
  },
};
