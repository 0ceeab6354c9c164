/** The resources of the control plane that are remembered. */
import { accountDataRetention } from './account-data-retention.js';
import { advancedPromptOptimizationJob } from './advanced-prompt-optimization-job.js';
import { asyncInvoke } from './async-invoke.js';
import { automatedReasoningBuildWorkflow } from './automated-reasoning-build-workflow.js';
import { automatedReasoningPolicy, automatedReasoningPolicyVersion } from './automated-reasoning-policy.js';
import { automatedReasoningTestCase } from './automated-reasoning-test-case.js';
import { automatedReasoningTestRun } from './automated-reasoning-test-run.js';
import { customModel } from './custom-model.js';
import { customModelDeployment } from './custom-model-deployment.js';
import { enforcedGuardrail } from './enforced-guardrail.js';
import { evaluationJob } from './evaluation-job.js';
import { foundationModelAgreement } from './foundation-model-agreement.js';
import { guardrail } from './guardrail.js';
import { guardrailVersion } from './guardrail-version.js';
import { importedModel } from './imported-model.js';
import { inferenceProfile } from './inference-profile.js';
import { marketplaceModelEndpoint } from './marketplace-model-endpoint.js';
import { modelCopyJob } from './model-copy-job.js';
import { modelCustomizationJob } from './model-customization-job.js';
import { modelImportJob } from './model-import-job.js';
import { modelInvocationJob } from './model-invocation-job.js';
import { modelInvocationLogging } from './model-invocation-logging.js';
import { promptRouter } from './prompt-router.js';
import { provisionedModel } from './provisioned-model.js';
import type { Resource } from './resource.js';
import { resourcePolicy } from './resource-policy.js';
import { useCaseForModelAccess } from './use-case-for-model-access.js';

export const resources: Resource[] = [
  accountDataRetention,
  advancedPromptOptimizationJob,
  asyncInvoke,
  automatedReasoningBuildWorkflow,
  automatedReasoningPolicy,
  automatedReasoningPolicyVersion,
  automatedReasoningTestCase,
  automatedReasoningTestRun,
  customModel,
  customModelDeployment,
  enforcedGuardrail,
  evaluationJob,
  foundationModelAgreement,
  guardrail,
  guardrailVersion,
  importedModel,
  inferenceProfile,
  marketplaceModelEndpoint,
  modelCopyJob,
  modelCustomizationJob,
  modelImportJob,
  modelInvocationJob,
  modelInvocationLogging,
  promptRouter,
  provisionedModel,
  resourcePolicy,
  useCaseForModelAccess,
];
