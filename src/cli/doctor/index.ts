/** What `doctor` looks at, in the order in which it says so. */
import type { Check } from './check.js';
import { credentialsSet, noBearerToken, noProfile, noStraySessionToken, regionSet } from './credentials.js';
import {
  anthropicEndpoint,
  certificateTrusted,
  endpointsRead,
  endpointsSet,
  endpointsWellFormed,
  profileEndpoints,
  serverAnswers,
} from './endpoints.js';
import { noDualstack, noFips, noProxy } from './routing.js';
import { nodeVersion, ownOptions, ownVariables, sdkVersion } from './versions.js';

export const checks: Check[] = [
  endpointsSet,
  endpointsWellFormed,
  serverAnswers,
  certificateTrusted,
  endpointsRead,
  profileEndpoints,
  anthropicEndpoint,
  noFips,
  noDualstack,
  noProxy,
  credentialsSet,
  noProfile,
  noBearerToken,
  noStraySessionToken,
  regionSet,
  sdkVersion,
  nodeVersion,
  ownOptions,
  ownVariables,
];
