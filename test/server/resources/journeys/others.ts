/** Marketplace endpoints, prompt optimization and automated reasoning. */
import type { Journey } from './journey.js';

const roleArn = 'arn:aws:iam::123456789012:role/host';
const source = 'arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0';
const definition = { version: '1.0', types: [], rules: [], variables: [] };

const sageMaker = (initialInstanceCount: number) => ({
  endpointConfig: { sageMaker: { initialInstanceCount, instanceType: 'ml.g5.xlarge', executionRole: roleArn } },
});

export const others: Journey[] = [
  {
    kind: 'marketplace endpoint',
    create: 'CreateMarketplaceModelEndpoint',
    input: (endpointName) => ({ endpointName, modelSourceIdentifier: source, ...sageMaker(1) }),
    other: sageMaker(2),
    arn: 'marketplaceModelEndpoint.endpointArn',
    get: ['GetMarketplaceModelEndpoint', 'endpointArn'],
    list: ['ListMarketplaceModelEndpoints', 'marketplaceModelEndpoints', 'endpointArn'],
    delete: ['DeleteMarketplaceModelEndpoint', 'endpointArn'],
    uniqueNames: true,
    times: null,
    filters: { modelSourceEquals: { finds: () => source, misses: source.replace('llm', 'other') } },
  },
  {
    kind: 'advanced prompt optimization job',
    create: 'CreateAdvancedPromptOptimizationJob',
    input: (jobName) => ({
      jobName,
      inputConfig: { s3Uri: 's3://bucket/prompts.jsonl' },
      outputConfig: { s3Uri: 's3://bucket/output/' },
      modelConfigurations: [{ modelId: 'amazon.nova-lite-v1:0' }],
    }),
    other: { jobDescription: 'another' },
    arn: 'jobArn',
    get: ['GetAdvancedPromptOptimizationJob', 'jobIdentifier'],
    list: ['ListAdvancedPromptOptimizationJobs', 'jobSummaries', 'jobArn'],
    uniqueNames: true,
    times: null,
  },
  {
    kind: 'automated reasoning policy',
    create: 'CreateAutomatedReasoningPolicy',
    input: (name) => ({ name, policyDefinition: definition }),
    other: { description: 'another' },
    arn: 'policyArn',
    get: ['GetAutomatedReasoningPolicy', 'policyArn'],
    list: ['ListAutomatedReasoningPolicies', 'automatedReasoningPolicySummaries', 'policyArn'],
    delete: ['DeleteAutomatedReasoningPolicy', 'policyArn'],
    tags: 'tags',
    uniqueNames: true,
    times: null,
    filters: {
      policyArn: { finds: (_name, _before, arn) => arn },
    },
  },
  {
    kind: 'automated reasoning test case',
    before: async (call) => {
      const { policyArn } = await call('CreateAutomatedReasoningPolicy', {
        name: 'rules',
        policyDefinition: definition,
      });
      return { policyArn };
    },
    within: ({ policyArn }) => ({ policyArn }),
    create: 'CreateAutomatedReasoningPolicyTestCase',
    input: (guardContent, { policyArn }) => ({ policyArn, guardContent, expectedAggregatedFindingsResult: 'VALID' }),
    other: { expectedAggregatedFindingsResult: 'INVALID' },
    arn: 'testCaseId',
    get: ['GetAutomatedReasoningPolicyTestCase', 'testCaseId'],
    list: ['ListAutomatedReasoningPolicyTestCases', 'testCases', 'testCaseId'],
    times: null,
  },
  {
    kind: 'automated reasoning build workflow',
    before: async (call) => {
      const { policyArn } = await call('CreateAutomatedReasoningPolicy', {
        name: 'rules',
        policyDefinition: definition,
      });
      return { policyArn };
    },
    within: ({ policyArn }) => ({ policyArn }),
    create: 'StartAutomatedReasoningPolicyBuildWorkflow',
    input: (_name, { policyArn }) => ({
      policyArn,
      buildWorkflowType: 'IMPORT_POLICY',
      sourceContent: { policyDefinition: definition },
    }),
    other: { buildWorkflowType: 'REFINE_POLICY' },
    arn: 'buildWorkflowId',
    get: ['GetAutomatedReasoningPolicyBuildWorkflow', 'buildWorkflowId'],
    list: [
      'ListAutomatedReasoningPolicyBuildWorkflows',
      'automatedReasoningPolicyBuildWorkflowSummaries',
      'buildWorkflowId',
    ],
    times: null,
  },
];
