/** A valid input of every operation that brings something into being; the account has one of each, named `taken`. */
import type { Made, Members } from '../case.js';
import { brought } from './creates-brought.js';

export interface Creation {
  operation: string;
  input(made: Made): Members;
  /** The variables that the account keeps of its output: a dotted path by name. */
  keep?: Record<string, string>;
}

export interface Create extends Omit<Creation, 'input'> {
  input(name: string, made: Made): Members;
  /** Members of the input. */
  token?: string;
  tags?: string;
  /** Milliseconds until it is settled. Default 1,000. */
  settles?: number;
}

const roleArn = 'arn:aws:iam::123456789012:role/account';
export const nova = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';
export const novaMicro = 'amazon.nova-micro-v1:0';
export const definition = { version: '1.0', types: [], rules: [], variables: [] };

const clientRequestToken = 'clientRequestToken';

const made: Create[] = [
  {
    operation: 'CreateCustomModel',
    input: (modelName) => ({
      modelName,
      roleArn,
      modelSourceConfig: { s3DataSource: { s3Uri: 's3://bucket/nova-micro/' } },
    }),
    keep: { model: 'modelArn' },
    token: clientRequestToken,
    tags: 'modelTags',
  },
  {
    operation: 'CreateModelCustomizationJob',
    input: (jobName) => ({
      jobName,
      customModelName: `tuned-${jobName}`,
      roleArn,
      baseModelIdentifier: `${novaMicro}:128k`,
      trainingDataConfig: { s3Uri: 's3://bucket/training.jsonl' },
      outputDataConfig: { s3Uri: 's3://bucket/output/' },
    }),
    keep: { customization: 'jobArn' },
    token: clientRequestToken,
    tags: 'jobTags',
    settles: 3000,
  },
  {
    operation: 'CreateModelCopyJob',
    input: (name, { model }) => ({ targetModelName: `copy-${name}`, sourceModelArn: model }),
    token: clientRequestToken,
    tags: 'targetModelTags',
  },
  {
    operation: 'CreateCustomModelDeployment',
    input: (modelDeploymentName, { model }) => ({ modelDeploymentName, modelArn: model }),
    keep: { deployment: 'customModelDeploymentArn' },
    token: clientRequestToken,
    tags: 'tags',
  },
  {
    operation: 'CreateProvisionedModelThroughput',
    input: (provisionedModelName, { model }) => ({
      provisionedModelName,
      modelId: model,
      modelUnits: 1,
      commitmentDuration: 'OneMonth',
    }),
    keep: { throughput: 'provisionedModelArn' },
    token: clientRequestToken,
    tags: 'tags',
  },
  {
    operation: 'CreateGuardrail',
    input: (name) => ({
      name,
      blockedInputMessaging: 'Not this.',
      blockedOutputsMessaging: 'Nor that.',
      wordPolicyConfig: { wordsConfig: [{ text: 'tomato' }] },
    }),
    keep: { guardrail: 'guardrailArn' },
    token: clientRequestToken,
    tags: 'tags',
  },
  {
    operation: 'CreateGuardrailVersion',
    input: (description, { guardrail }) => ({ description, guardrailIdentifier: guardrail }),
    token: clientRequestToken,
  },
  {
    operation: 'CreateInferenceProfile',
    input: (inferenceProfileName) => ({ inferenceProfileName, modelSource: { copyFrom: nova } }),
    keep: { profile: 'inferenceProfileArn' },
    token: clientRequestToken,
    tags: 'tags',
  },
  {
    operation: 'CreatePromptRouter',
    input: (promptRouterName, { profile }) => ({
      promptRouterName,
      models: [{ modelArn: profile }],
      fallbackModel: { modelArn: profile },
      routingCriteria: { responseQualityDifference: 10 },
    }),
    keep: { router: 'promptRouterArn' },
    token: clientRequestToken,
    tags: 'tags',
  },
  {
    operation: 'CreateAutomatedReasoningPolicy',
    input: (name) => ({ name, policyDefinition: definition }),
    keep: { policy: 'policyArn', definitionHash: 'definitionHash' },
    token: clientRequestToken,
    tags: 'tags',
  },
  {
    operation: 'CreateAutomatedReasoningPolicyVersion',
    input: (_name, { policy, definitionHash }) => ({
      policyArn: policy,
      lastUpdatedDefinitionHash: definitionHash,
    }),
    keep: { version: 'policyArn' },
    tags: 'tags',
  },
  {
    operation: 'CreateAutomatedReasoningPolicyTestCase',
    input: (guardContent, { policy }) => ({
      policyArn: policy,
      guardContent,
      expectedAggregatedFindingsResult: 'VALID',
    }),
    keep: { testCase: 'testCaseId' },
    token: clientRequestToken,
  },
  {
    operation: 'StartAutomatedReasoningPolicyBuildWorkflow',
    input: (name, { policy }) => ({
      policyArn: policy,
      buildWorkflowType: name === 'taken' ? 'IMPORT_POLICY' : 'REFINE_POLICY',
      sourceContent: { policyDefinition: definition },
    }),
    keep: { workflow: 'buildWorkflowId' },
    token: clientRequestToken,
    settles: 4000,
  },
];

export const creates: Create[] = [...made, ...brought];
