/** The table of invariants. */
import { headerInvariants } from './headers.js';
import type { Invariant } from './invariant.js';
import { memberInvariants } from './members.js';
import { streamInvariants } from './streams.js';
import { usageInvariants } from './usage.js';

export const invariants: Invariant[] = [
  ...headerInvariants,
  ...memberInvariants,
  ...streamInvariants,
  ...usageInvariants,
];
