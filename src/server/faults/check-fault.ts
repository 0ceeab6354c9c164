/** Refuses a fault that is not of the form, or could never strike as it is written, in one sentence. */
import type { Fault } from '../../fixtures/fault.js';
import { latencyProfiles } from '../../fixtures/latency-profiles.js';
import { checkContract, checkException, checkPatterns } from '../check-contract.js';

/** Throws an Error of one sentence. */
export function checkFault(fault: Fault): void {
  checkContract('fault', fault);
  checkPatterns('fault', fault.match);
  for (const moment of fault.between ?? []) {
    if (typeof moment === 'string' && Number.isNaN(Date.parse(moment)))
      throw new Error(`fault/between: "${moment}" is no ISO 8601 moment`);
  }
  if ('preset' in fault) return;
  if (fault.fault === 'error' || fault.fault === 'stream-error') checkException('fault/name', fault.name);
  if (fault.fault === 'model-latency' && fault.profile !== undefined) checkProfile(fault.profile);
}

function checkProfile(name: string): void {
  const known = latencyProfiles.map(({ profile }) => profile);
  if (!known.includes(name))
    throw new Error(`fault/profile: "${name}" is no profile that is known; known are ${known.join(', ')}`);
}
