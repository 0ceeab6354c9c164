/** Conflicts other than a token's: with a state that a thing is in, with what somebody else has seen, with the name of another. */
import type { ContractCase, Params } from '../../case.js';
import { definition, messages } from '../../things/guards.js';
import { endpointConfig } from '../../things/models.js';
import { ref } from '../../things/thing.js';
import { type Refusal, refusalsOf, step } from './refusal.js';

const longAgo = new Date(0);
const otherHash = 'a'.repeat(128);
const policyArn = ref('policy.policyArn');
const takenName = 'contract-conflicts-taken';
const wordPolicyConfig = { wordsConfig: [{ text: 'tomato' }] };

/** Of an offer, as far as it was told. */
const agree = (modelId: string) => ({ modelId, offerToken: ref('offers.offers.0.offerToken') });

/** A job that was stopped cannot be stopped again. In a second run it is so from the start. */
const stopped = (of: string, get: string, stop: string): Record<string, Refusal> => {
  const params = { jobIdentifier: ref(`${of}.jobArn`) };
  return {
    [stop]: {
      documentation: 'A job that has ended.',
      of,
      before: [
        step(stop, params, { expect: { orRefused: ['ConflictException'] } }),
        step(get, params, {
          until: { [of === 'optimization' ? 'jobStatus' : 'status']: { pattern: '^(Stopped|Failed|Completed)$' } },
        }),
      ],
      params,
    },
  };
};

export const conflictCases: ContractCase[] = refusalsOf('ConflictException', 'Conflicts', {
  CreateAutomatedReasoningPolicyVersion: {
    documentation: 'The hash of another definition.',
    of: 'policy',
    params: { policyArn, lastUpdatedDefinitionHash: otherHash },
  },
  DeleteAutomatedReasoningPolicyBuildWorkflow: {
    documentation: 'It was seen by the caller before it changed.',
    of: 'build',
    params: { policyArn, buildWorkflowId: ref('build.buildWorkflowId'), lastUpdatedAt: longAgo },
  },
  DeleteAutomatedReasoningPolicyTestCase: {
    documentation: 'It was seen by the caller before it changed.',
    of: 'testCase',
    params: { policyArn, testCaseId: ref('testCase.testCaseId'), lastUpdatedAt: longAgo },
  },
  DeleteCustomModel: {
    documentation: 'A model that is deployed.',
    of: 'deployment',
    params: { modelIdentifier: ref('model.modelArn') },
  },
  DeleteCustomModelDeployment: {
    documentation: 'A deployment whose model is being changed.',
    of: 'deployment',
    settled: true,
    before: [
      step('UpdateCustomModelDeployment', {
        customModelDeploymentIdentifier: ref('deployment.customModelDeploymentArn'),
        modelArn: ref('model.modelArn'),
      }),
    ],
    params: { customModelDeploymentIdentifier: ref('deployment.customModelDeploymentArn') },
  },
  DeleteImportedModel: {
    documentation: 'A model that an evaluation runs on.',
    of: 'evaluationOfImported',
    params: { modelIdentifier: ref('imported.importedModelArn') },
  },
  DeleteInferenceProfile: {
    documentation: 'A profile that a prompt router uses.',
    of: 'routerOfProfile',
    params: { inferenceProfileIdentifier: ref('profile.inferenceProfileArn') },
  },
  DeleteProvisionedModelThroughput: {
    documentation: 'A commitment that has not ended.',
    of: 'throughput',
    params: { provisionedModelId: ref('throughput.provisionedModelArn') },
  },
  ...stopped('optimization', 'GetAdvancedPromptOptimizationJob', 'StopAdvancedPromptOptimizationJob'),
  ...stopped('evaluation', 'GetEvaluationJob', 'StopEvaluationJob'),
  ...stopped('customization', 'GetModelCustomizationJob', 'StopModelCustomizationJob'),
  ...stopped('batch', 'GetModelInvocationJob', 'StopModelInvocationJob'),
  UpdateAutomatedReasoningPolicy: {
    documentation: 'A version, which does not change.',
    of: 'policyVersion',
    params: { policyArn: ref('policyVersion.policyArn'), policyDefinition: definition },
  },
  UpdateAutomatedReasoningPolicyAnnotations: {
    documentation: 'The hash of other annotations.',
    of: 'build',
    settled: true,
    params: {
      policyArn,
      buildWorkflowId: ref('build.buildWorkflowId'),
      annotations: [],
      lastUpdatedAnnotationSetHash: otherHash,
    },
  },
  UpdateAutomatedReasoningPolicyTestCase: {
    documentation: 'It was seen by the caller before it changed.',
    of: 'testCase',
    params: {
      policyArn,
      testCaseId: ref('testCase.testCaseId'),
      guardContent: 'Ann is 17.',
      expectedAggregatedFindingsResult: 'VALID',
      lastUpdatedAt: longAgo,
    },
  },
  UpdateGuardrail: {
    documentation: 'The name of another.',
    of: 'guardrail',
    before: [step('CreateGuardrail', { name: takenName, ...messages, wordPolicyConfig }, { as: 'other' })],
    params: { guardrailIdentifier: ref('guardrail.guardrailId'), name: takenName, ...messages, wordPolicyConfig },
    after: [step('DeleteGuardrail', { guardrailIdentifier: ref('other.guardrailId') })],
  },
  UpdateMarketplaceModelEndpoint: {
    documentation: 'An endpoint that is being made.',
    of: 'endpoint',
    params: { endpointArn: ref('endpoint.marketplaceModelEndpoint.endpointArn'), endpointConfig },
  },
});

/** A case that agrees to a model's terms: `refused` comes right after. No other case may use the model. */
function agreementCase(
  modelId: string,
  id: string,
  documentation: string,
  operation: string,
  params: Params,
): ContractCase {
  return {
    id,
    documentation,
    steps: [
      step('ListFoundationModelAgreementOffers', { modelId }, { as: 'offers' }),
      step('CreateFoundationModelAgreement', agree(modelId)),
      step(operation, params, { expect: { error: 'ConflictException' } }),
      step('DeleteFoundationModelAgreement', { modelId }, { cleanup: true }),
    ],
    marks: { writes: true, localOnly: 'it agrees to a contract' },
  };
}

export const agreementConflicts: ContractCase[] = [
  agreementCase(
    'cohere.command-r-v1:0',
    'CreateFoundationModelAgreementConflicts',
    'An agreement that is there.',
    'CreateFoundationModelAgreement',
    agree('cohere.command-r-v1:0'),
  ),
  agreementCase(
    'cohere.command-r-plus-v1:0',
    'DeleteFoundationModelAgreementConflicts',
    'An agreement that is being made.',
    'DeleteFoundationModelAgreement',
    { modelId: 'cohere.command-r-plus-v1:0' },
  ),
];
