/** What keeps things of the account in use, or in between two states: done last, after which time stands still. */
import { type Creation, definition } from './creates.js';
import { endpointConfig, evaluation } from './creates-brought.js';

const cohere = 'cohere.command-r-v1:0';

export const unsettled: Creation[] = [
  // A guardrail that is enforced, a policy that a guardrail names, a profile in a router.
  {
    operation: 'PutEnforcedGuardrailConfiguration',
    input: ({ guardrail }) => ({
      guardrailInferenceConfig: {
        guardrailIdentifier: guardrail,
        guardrailVersion: '1',
        modelEnforcement: { includedModels: ['cohere.command-r-v1:0'], excludedModels: [] },
      },
    }),
  },
  {
    operation: 'CreateGuardrail',
    input: ({ policy }) => ({
      name: 'reasoned',
      blockedInputMessaging: 'Not this.',
      blockedOutputsMessaging: 'Nor that.',
      automatedReasoningPolicyConfig: { policies: [policy] },
    }),
    keep: { otherGuardrail: 'guardrailArn' },
  },
  {
    operation: 'GetImportedModel',
    input: () => ({ modelIdentifier: 'brought-taken' }),
    keep: { imported: 'modelArn' },
  },
  { operation: 'CreateEvaluationJob', input: ({ imported }) => evaluation('running', String(imported)) },
  // A test case whose test runs, and a build workflow that runs.
  {
    operation: 'GetAutomatedReasoningPolicyTestCase',
    input: ({ policy, testCase }) => ({ policyArn: policy, testCaseId: testCase }),
    keep: { testCaseSeen: 'testCase.updatedAt' },
  },
  {
    operation: 'StartAutomatedReasoningPolicyTestWorkflow',
    input: ({ policy, workflow }) => ({ policyArn: policy, buildWorkflowId: workflow }),
  },
  {
    operation: 'StartAutomatedReasoningPolicyBuildWorkflow',
    input: ({ policy }) => ({
      policyArn: policy,
      buildWorkflowType: 'IMPORT_POLICY',
      sourceContent: { policyDefinition: definition },
    }),
    keep: { building: 'buildWorkflowId' },
  },
  {
    operation: 'GetAutomatedReasoningPolicyBuildWorkflow',
    input: ({ policy, building }) => ({ policyArn: policy, buildWorkflowId: building }),
    keep: { buildingSeen: 'updatedAt' },
  },
  // Deployments that are made and changed, an endpoint that is made, an agreement that is made.
  {
    operation: 'CreateCustomModelDeployment',
    input: ({ model }) => ({ modelDeploymentName: 'coming', modelArn: model }),
    keep: { comingDeployment: 'customModelDeploymentArn' },
  },
  {
    operation: 'UpdateCustomModelDeployment',
    input: ({ deployment, model }) => ({ customModelDeploymentIdentifier: deployment, modelArn: model }),
  },
  {
    operation: 'CreateMarketplaceModelEndpoint',
    input: () => ({
      endpointName: 'coming',
      modelSourceIdentifier: 'arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0',
      endpointConfig,
    }),
    keep: { comingEndpoint: 'marketplaceModelEndpoint.endpointArn' },
  },
  {
    operation: 'ListFoundationModelAgreementOffers',
    input: () => ({ modelId: cohere }),
    keep: { offer: 'offers.0.offerToken' },
  },
  { operation: 'CreateFoundationModelAgreement', input: ({ offer }) => ({ modelId: cohere, offerToken: offer }) },
];
