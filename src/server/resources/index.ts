/** The resources of the control plane that are remembered. */
import { guardrail } from './guardrail.js';
import { guardrailVersion } from './guardrail-version.js';
import { inferenceProfile } from './inference-profile.js';
import { modelInvocationLogging } from './model-invocation-logging.js';
import type { Resource } from './resource.js';

export const resources: Resource[] = [guardrail, guardrailVersion, inferenceProfile, modelInvocationLogging];
