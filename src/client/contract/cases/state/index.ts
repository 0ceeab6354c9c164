/** The table of refusals that the state of a thing leads to. */
import type { ContractCase } from '../../case.js';
import { agreementConflicts, conflictCases } from './conflicts.js';
import { inUseCases } from './in-use.js';
import { notReadyCases } from './not-ready.js';
import { tooMuchCases } from './too-much.js';

export const stateCases: ContractCase[] = [
  ...conflictCases,
  ...agreementConflicts,
  ...inUseCases,
  ...notReadyCases,
  ...tooMuchCases,
];
