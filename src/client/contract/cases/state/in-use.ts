/** Things that are in use, or that run. */
import type { ContractCase } from '../../case.js';
import { ref } from '../../things/thing.js';
import { refusalsOf, step } from './refusal.js';

const policyArn = ref('policy.policyArn');
const built = { policyArn, buildWorkflowId: ref('build.buildWorkflowId') };
const tested = { policyArn, testCaseId: ref('testCaseOfBuild.testCaseId') };

/** A test that runs, and what is known of its case. */
const running = [
  step('GetAutomatedReasoningPolicyTestCase', tested, { as: 'seen' }),
  step('StartAutomatedReasoningPolicyTestWorkflow', built),
];
const lastUpdatedAt = ref('seen.testCase.updatedAt');

export const inUseCases: ContractCase[] = refusalsOf('ResourceInUseException', 'IsInUse', {
  DeleteAutomatedReasoningPolicy: {
    documentation: 'A policy that has a test case, without force.',
    of: 'testCase',
    params: { policyArn },
  },
  DeleteAutomatedReasoningPolicyBuildWorkflow: {
    documentation: 'A build that runs.',
    of: 'build',
    before: [step('GetAutomatedReasoningPolicyBuildWorkflow', built, { as: 'seen' })],
    params: { ...built, lastUpdatedAt: ref('seen.updatedAt') },
  },
  DeleteAutomatedReasoningPolicyTestCase: {
    documentation: 'A test case that runs.',
    of: 'testCaseOfBuild',
    before: running,
    params: { ...tested, lastUpdatedAt },
  },
  DeleteGuardrail: {
    documentation: 'A guardrail that the account enforces.',
    of: 'guardrailVersion',
    before: [
      step(
        'PutEnforcedGuardrailConfiguration',
        {
          guardrailInferenceConfig: {
            guardrailIdentifier: ref('guardrail.guardrailId'),
            guardrailVersion: '1',
            // A model that no case calls.
            modelEnforcement: { includedModels: ['ai21.jamba-1-5-mini-v1:0'], excludedModels: [] },
          },
        },
        { as: 'enforced' },
      ),
    ],
    params: { guardrailIdentifier: ref('guardrail.guardrailId') },
    after: [step('DeleteEnforcedGuardrailConfiguration', { configId: ref('enforced.configId') })],
    localOnly: 'it guards the calls of the whole account',
  },
  StartAutomatedReasoningPolicyTestWorkflow: {
    documentation: 'A build that runs still.',
    of: 'build',
    params: built,
  },
  UpdateAutomatedReasoningPolicyTestCase: {
    documentation: 'A test case that runs.',
    of: 'testCaseOfBuild',
    before: running,
    params: { ...tested, guardContent: 'Ann is 17.', expectedAggregatedFindingsResult: 'VALID', lastUpdatedAt },
  },
});
