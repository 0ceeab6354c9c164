/** The table of hand-written cases. */
import type { ContractCase } from '../case.js';
import { callerCases } from './callers.js';
import { catalogueCases } from './catalogue.js';
import { converseCases } from './converse.js';
import { converseRefusals } from './converse-refusals.js';
import { converseStreamCases } from './converse-stream.js';
import { countTokensCases } from './count-tokens.js';
import { guardrailCases } from './guardrails.js';
import { invokeModelCases } from './invoke-model.js';
import { malformedCases } from './malformed.js';
import { stateCases } from './state/index.js';

export const writtenCases: ContractCase[] = [
  ...callerCases,
  ...catalogueCases,
  ...converseCases,
  ...converseRefusals,
  ...converseStreamCases,
  ...countTokensCases,
  ...guardrailCases,
  ...invokeModelCases,
  ...malformedCases,
  ...stateCases,
];
