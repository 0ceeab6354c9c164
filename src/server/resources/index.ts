/** The resources of the control plane that are remembered. */
import { inferenceProfile } from './inference-profile.js';
import { modelInvocationLogging } from './model-invocation-logging.js';
import type { Resource } from './resource.js';

export const resources: Resource[] = [inferenceProfile, modelInvocationLogging];
