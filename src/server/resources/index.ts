/** The resources of the control plane that are remembered. */
import { customModel } from './custom-model.js';
import { customModelDeployment } from './custom-model-deployment.js';
import { foundationModelAgreement } from './foundation-model-agreement.js';
import { guardrail } from './guardrail.js';
import { guardrailVersion } from './guardrail-version.js';
import { importedModel } from './imported-model.js';
import { inferenceProfile } from './inference-profile.js';
import { modelCopyJob } from './model-copy-job.js';
import { modelCustomizationJob } from './model-customization-job.js';
import { modelImportJob } from './model-import-job.js';
import { modelInvocationLogging } from './model-invocation-logging.js';
import { promptRouter } from './prompt-router.js';
import { provisionedModel } from './provisioned-model.js';
import type { Resource } from './resource.js';
import { useCaseForModelAccess } from './use-case-for-model-access.js';

export const resources: Resource[] = [
  customModel,
  customModelDeployment,
  foundationModelAgreement,
  guardrail,
  guardrailVersion,
  importedModel,
  inferenceProfile,
  modelCopyJob,
  modelCustomizationJob,
  modelImportJob,
  modelInvocationLogging,
  promptRouter,
  provisionedModel,
  useCaseForModelAccess,
];
