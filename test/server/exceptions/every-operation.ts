/** What may befall any operation: a caller who may not, a request too many, a member that breaks its constraint, a name that means nothing. */

import { reasonFor } from '../../../src/client/contract/by-fault.js';
import { constraintCases } from '../../../src/client/contract/generated/constraints.js';
import { errorsOf } from '../../../src/fixtures/operation-errors.js';
import { type Operation, operations } from '../../../src/server/smithy/operation.js';
import { sampleInput } from '../../support/sample-input.js';
import type { Case, Members } from './case.js';

const novaLite = { modelId: 'amazon.nova-lite-v1:0' };
const body = Buffer.from(
  JSON.stringify({ schemaVersion: 'messages-v1', messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }),
);

/** Of inference: it is read before anything else is known of it. */
const own: Record<string, Members> = {
  Converse: { ...novaLite, messages: [{ role: 'user', content: [{ text: 'Hello' }] }] },
  ConverseStream: { ...novaLite, messages: [{ role: 'user', content: [{ text: 'Hello' }] }] },
  InvokeModel: { ...novaLite, body },
  InvokeModelWithResponseStream: { ...novaLite, body },
};

/** An input that is well formed. It names nothing that is there, inference aside. */
export const wellFormed = (operation: Operation): Members =>
  own[operation.name] ?? sampleInput(operation, { nextToken: undefined });

const having = (exception: string) =>
  operations.filter(({ name }) => errorsOf(name).includes(exception) && reasonFor(name, exception) === undefined);

const each = (exception: string, input: (operation: Operation) => Members, without: Case[] = []): Case[] =>
  having(exception)
    .filter(({ name }) => !without.some(({ operation }) => operation === name))
    .map((operation) => ({ operation: operation.name, exception, input: () => input(operation) }));

async function* nothing() {}

/** Of those whose demands a client does not let through broken, or whose body would be too large to be looked at. */
const ownBroken: Record<string, Members> = {
  CountTokens: { modelId: 'no id', input: { converse: {} } },
  DeleteEnforcedGuardrailConfiguration: { configId: 'no id' },
  DeleteProvisionedModelThroughput: { provisionedModelId: 'no id' },
  GetProvisionedModelThroughput: { provisionedModelId: 'no id' },
  InvokeModel: { modelId: 'no id', body },
  InvokeModelWithBidirectionalStream: { modelId: 'no id', body: nothing() },
  InvokeModelWithResponseStream: { modelId: 'no id', body },
};

/** The first demand on the input, in the body rather than in the path, that a client lets through broken. */
function broken(operation: Operation): Members {
  const isLabel = (path: string) => operation.input.byName.get(path.split('.')[0]!)?.location === 'label';
  const { cases } = constraintCases(operation);
  const found =
    cases.find(({ path, words }) => !isLabel(path) && !words.includes('not be null')) ??
    cases.find((one) => String(one.broken[one.path] ?? '') !== '');
  const chosen = ownBroken[operation.name] ?? found?.broken;
  if (!chosen) throw new Error(`no demand of ${operation.name} can be broken: give a broken input of its own`);
  return chosen;
}

/** For a caller whom a rule denies everything. */
export const denied = each('AccessDeniedException', wellFormed);
/** While a quota admits no request. */
export const throttled = each('ThrottlingException', wellFormed);
export const malformed = each('ValidationException', broken);
/** `others`: those whose well-formed input would not do. */
export const unknown = (others: Case[]) => each('ResourceNotFoundException', wellFormed, others);
