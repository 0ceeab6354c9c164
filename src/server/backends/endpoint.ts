/** Where AWS serves Bedrock: the endpoint of a service in a region. Source: the SDK's endpoint rules. */
import type { Service } from '../smithy/operation.js';

const partitions: [RegExp, string][] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
  [/^us-isof-/, 'csp.hci.ic.gov'],
  [/^eu-isoe-/, 'cloud.adc-e.uk'],
];

/** `https://bedrock-runtime.us-east-1.amazonaws.com`. */
export function endpointOf(service: Service, region: string): string {
  const suffix = partitions.find(([pattern]) => pattern.test(region))?.[1] ?? 'amazonaws.com';
  return `https://${service}.${region}.${suffix}`;
}

/** Paths of the runtime; all others are the control plane's. For operations that the SDK does not know yet. */
const runtimePaths = /^\/(model\/|async-invoke|openai\/|guardrail\/[^/]+\/version\/[^/]+\/apply|guardrail-checks)/;

export function serviceOfPath(target: string): Service {
  return runtimePaths.test(target) ? 'bedrock-runtime' : 'bedrock';
}
