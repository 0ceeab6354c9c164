/** Conflicts other than a token's: with the name of another, with a state, with what somebody else has seen; and things in use. */
import { definition } from './account/creates.js';
import { endpointConfig } from './account/creates-brought.js';
import { type Case, casesOf } from './case.js';

const longAgo = new Date(0);
const otherHash = 'a'.repeat(128);

const messages = { blockedInputMessaging: 'Not this.', blockedOutputsMessaging: 'Nor that.' };

export const conflicts: Case[] = casesOf('ConflictException', {
  CreateAutomatedReasoningPolicyVersion: ({ policy }) => ({ policyArn: policy, lastUpdatedDefinitionHash: otherHash }),
  CreateFoundationModelAgreement: ({ offer }) => ({ modelId: 'cohere.command-r-v1:0', offerToken: offer }),
  DeleteAutomatedReasoningPolicyBuildWorkflow: ({ policy, building }) => ({
    policyArn: policy,
    buildWorkflowId: building,
    lastUpdatedAt: longAgo,
  }),
  DeleteAutomatedReasoningPolicyTestCase: ({ policy, testCase }) => ({
    policyArn: policy,
    testCaseId: testCase,
    lastUpdatedAt: longAgo,
  }),
  DeleteCustomModel: ({ model }) => ({ modelIdentifier: model }),
  DeleteCustomModelDeployment: ({ deployment }) => ({ customModelDeploymentIdentifier: deployment }),
  DeleteFoundationModelAgreement: () => ({ modelId: 'cohere.command-r-v1:0' }),
  DeleteImportedModel: ({ imported }) => ({ modelIdentifier: imported }),
  DeleteInferenceProfile: ({ profile }) => ({ inferenceProfileIdentifier: profile }),
  DeleteProvisionedModelThroughput: ({ throughput }) => ({ provisionedModelId: throughput }),
  StopAdvancedPromptOptimizationJob: ({ optimization }) => ({ jobIdentifier: optimization }),
  StopEvaluationJob: ({ evaluation }) => ({ jobIdentifier: evaluation }),
  StopModelCustomizationJob: ({ customization }) => ({ jobIdentifier: customization }),
  StopModelInvocationJob: ({ batch }) => ({ jobIdentifier: batch }),
  UpdateAutomatedReasoningPolicy: ({ version }) => ({ policyArn: version, policyDefinition: definition }),
  UpdateAutomatedReasoningPolicyAnnotations: ({ policy, workflow }) => ({
    policyArn: policy,
    buildWorkflowId: workflow,
    annotations: [],
    lastUpdatedAnnotationSetHash: otherHash,
  }),
  UpdateAutomatedReasoningPolicyTestCase: ({ policy, testCase }) => ({
    policyArn: policy,
    testCaseId: testCase,
    guardContent: 'Ann is 17.',
    expectedAggregatedFindingsResult: 'VALID',
    lastUpdatedAt: longAgo,
  }),
  UpdateGuardrail: ({ guardrail }) => ({
    guardrailIdentifier: guardrail,
    name: 'reasoned',
    ...messages,
    wordPolicyConfig: { wordsConfig: [{ text: 'carrot' }] },
  }),
  UpdateMarketplaceModelEndpoint: ({ comingEndpoint }) => ({ endpointArn: comingEndpoint, endpointConfig }),
});

export const inUse: Case[] = casesOf('ResourceInUseException', {
  DeleteAutomatedReasoningPolicy: ({ policy }) => ({ policyArn: policy, force: true }),
  DeleteAutomatedReasoningPolicyBuildWorkflow: ({ policy, building, buildingSeen }) => ({
    policyArn: policy,
    buildWorkflowId: building,
    lastUpdatedAt: buildingSeen,
  }),
  DeleteAutomatedReasoningPolicyTestCase: ({ policy, testCase, testCaseSeen }) => ({
    policyArn: policy,
    testCaseId: testCase,
    lastUpdatedAt: testCaseSeen,
  }),
  DeleteGuardrail: ({ guardrail }) => ({ guardrailIdentifier: guardrail }),
  StartAutomatedReasoningPolicyTestWorkflow: ({ policy, building }) => ({
    policyArn: policy,
    buildWorkflowId: building,
  }),
  UpdateAutomatedReasoningPolicyTestCase: ({ policy, testCase, testCaseSeen }) => ({
    policyArn: policy,
    testCaseId: testCase,
    guardContent: 'Ann is 17.',
    expectedAggregatedFindingsResult: 'VALID',
    lastUpdatedAt: testCaseSeen,
  }),
});

const examples = ['One?', 'Two?', 'Three?', 'Four?', 'Five?', 'Six?'];
const topicsConfig = [{ name: 'counting', definition: 'Of numbers.', type: 'DENY', examples }];

/** What a quota of the account does not count: how much a guardrail may have of something. */
export const tooMuch: Case[] = casesOf('ServiceQuotaExceededException', {
  UpdateGuardrail: ({ guardrail }) => ({
    guardrailIdentifier: guardrail,
    name: 'taken',
    ...messages,
    topicPolicyConfig: { topicsConfig },
  }),
});
