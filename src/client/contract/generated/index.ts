/** The cases that follow from the API model: each demand on each input broken once, and each operation called once as it should be. */
import { operations } from '../../../server/smithy/operation.js';
import type { ContractCase } from '../case.js';
import { sampleCase } from './samples.js';
import { violationCases } from './violations.js';

/** All operations, those of a stream in both directions too. */
export const generatedCases = (): ContractCase[] => [
  ...operations.flatMap((operation) => violationCases(operation)),
  ...operations.map((operation) => sampleCase(operation)),
];
