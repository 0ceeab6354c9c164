/** Names that are none, where no demand of the API model is broken otherwise: what stands in the path, and before a session. */

import { findOperation } from '../../../server/smithy/operation.js';
import { type ContractCase, type Params, single } from '../case.js';
import { changesAccount } from '../generated/changes-account.js';

async function* nothing() {}

const inputs: Record<string, Params> = {
  DeleteEnforcedGuardrailConfiguration: { configId: 'no id' },
  DeleteProvisionedModelThroughput: { provisionedModelId: 'no id' },
  GetProvisionedModelThroughput: { provisionedModelId: 'no id' },
  InvokeModelWithBidirectionalStream: { modelId: 'no id', body: { [Symbol.asyncIterator]: nothing } },
};

export const malformedCases: ContractCase[] = Object.entries(inputs).map(([operation, params]) => {
  const found = findOperation(operation)!;
  return single(
    `${operation}RefusesNoName`,
    'A name that is none.',
    operation,
    params,
    { error: 'ValidationException' },
    {
      ...(changesAccount(found) && { writes: true }),
      ...(found.inputEvents && { bidirectional: true }),
    },
  );
});
