/** The resources of the control plane that are remembered. */
import { customModel } from './custom-model.js';
import { customModelDeployment } from './custom-model-deployment.js';
import { guardrail } from './guardrail.js';
import { guardrailVersion } from './guardrail-version.js';
import { inferenceProfile } from './inference-profile.js';
import { modelCustomizationJob } from './model-customization-job.js';
import { modelInvocationLogging } from './model-invocation-logging.js';
import { provisionedModel } from './provisioned-model.js';
import type { Resource } from './resource.js';

export const resources: Resource[] = [
  customModel,
  customModelDeployment,
  guardrail,
  guardrailVersion,
  inferenceProfile,
  modelCustomizationJob,
  modelInvocationLogging,
  provisionedModel,
];
