/** All cases that follow from the API model: each demand on an input broken once, each operation called once as it should be, and refusals that a rule gives. */
import { operations } from '../../../server/smithy/operation.js';
import type { ContractCase } from '../case.js';
import { refusedCallers } from './refused-callers.js';
import { refusedCreates } from './refused-creates.js';
import { sampleCase } from './samples.js';
import { violationCases } from './violations.js';

/** All operations, those of a stream in both directions too. */
export const generatedCases = (): ContractCase[] => [
  ...operations.flatMap((operation) => violationCases(operation)),
  ...operations.map((operation) => sampleCase(operation)),
  ...refusedCallers(),
  ...refusedCreates(),
];
