/** The modelled exceptions that no request and no state of the account provokes, with the reason: reviewed by hand. A fault raises them. */
import { errorsOf } from '../../fixtures/operation-errors.js';

interface Reason {
  exception: string;
  /** Default: every operation that models it. */
  operations?: string[];
  reason: string;
}

export const byFault: Reason[] = [
  { exception: 'InternalServerException', reason: 'AWS’s own failure' },
  { exception: 'ServiceUnavailableException', reason: 'AWS has no capacity left; here is always enough' },
  { exception: 'ModelErrorException', reason: 'the model’s own failure; the generator has none' },
  { exception: 'ModelStreamErrorException', reason: 'the model’s own failure; the generator has none' },
  {
    exception: 'ModelTimeoutException',
    operations: ['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream'],
    reason: 'the model takes too long; the generator never does',
  },
  {
    exception: 'ValidationException',
    operations: ['GetAccountDataRetention', 'GetUseCaseForModelAccess'],
    reason: 'there is no member that could break a constraint',
  },
  {
    exception: 'ResourceNotFoundException',
    operations: ['BatchDeleteEvaluationJob'],
    reason: 'what became of each job stands in `errors` of a reply',
  },
  {
    exception: 'ResourceNotFoundException',
    operations: [
      'CreateAdvancedPromptOptimizationJob',
      'CreateAutomatedReasoningPolicy',
      'CreateCustomModel',
      'CreateEvaluationJob',
      'CreateMarketplaceModelEndpoint',
      'CreateModelImportJob',
    ],
    reason: 'what it names is of other services (roles, keys, S3, SageMaker) or only asked later, and not looked up',
  },
  {
    exception: 'ResourceNotFoundException',
    operations: [
      'CreateInferenceProfile',
      'CreateModelCustomizationJob',
      'CreatePromptRouter',
      'CreateProvisionedModelThroughput',
    ],
    reason: 'a model that is unknown is a ValidationException, in AWS’s words',
  },
  {
    exception: 'ResourceNotFoundException',
    operations: ['ListEnforcedGuardrailsConfiguration', 'ListMarketplaceModelEndpoints', 'ListModelCopyJobs'],
    reason: 'it names nothing but filters, and a filter that nothing passes gives an empty list',
  },
  {
    exception: 'ConflictException',
    operations: ['BatchDeleteEvaluationJob'],
    reason: 'what became of each job stands in `errors` of a reply',
  },
  {
    exception: 'ConflictException',
    operations: ['DeleteAutomatedReasoningPolicy', 'DeleteGuardrail'],
    reason: 'what keeps it from going is a ResourceInUseException; AWS names no other conflict',
  },
  {
    exception: 'ConflictException',
    operations: ['PutEnforcedGuardrailConfiguration', 'PutResourcePolicy'],
    reason: 'AWS does not say with what it conflicts',
  },
  {
    exception: 'ResourceInUseException',
    operations: ['StartAutomatedReasoningPolicyBuildWorkflow'],
    reason: 'AWS does not say what keeps a build from starting; builds of one policy run side by side',
  },
  {
    exception: 'ServiceQuotaExceededException',
    operations: [
      'ApplyGuardrail',
      'InvokeModel',
      'InvokeModelWithBidirectionalStream',
      'InvokeModelWithResponseStream',
    ],
    reason: 'calls over a quota were only ever seen as ThrottlingException',
  },
  {
    exception: 'ServiceQuotaExceededException',
    operations: ['ListAutomatedReasoningPolicyTestResults'],
    reason: 'it only reads; AWS does not say of what there could be too much',
  },
  {
    exception: 'ServiceQuotaExceededException',
    operations: ['UpdateMarketplaceModelEndpoint'],
    reason: 'the quotas of instances are SageMaker AI’s',
  },
  {
    exception: 'TooManyTagsException',
    operations: ['UpdateAutomatedReasoningPolicy'],
    reason: 'it takes no tags',
  },
];

/** Why only a fault raises it. Undefined where a request does. */
export function reasonFor(operation: string, exception: string): string | undefined {
  return byFault.find((row) => row.exception === exception && (row.operations?.includes(operation) ?? true))?.reason;
}

/** Whether a request, and what the account holds, leads to a modelled exception of an operation. */
export function isProvoked(operation: string, exception: string): boolean {
  return errorsOf(operation).includes(exception) && reasonFor(operation, exception) === undefined;
}
