/** Which input member of an operation names a resource, and AWS's refusal while no resource exists. */
import { errorsOf } from '../../../fixtures/operation-errors.js';
import { exception, type ServiceException } from '../../exception.js';
import type { Operation } from '../../smithy/operation.js';
import type { Member } from '../../smithy/shape.js';

/** Members that name a resource though they stand in the body or query. Labels name one always, save `modelId`, which names a model. */
const namingMembers: Record<string, string> = {
  CreateCustomModelDeployment: 'modelArn',
  CreateFoundationModelAgreement: 'offerToken',
  CreateModelCopyJob: 'sourceModelArn',
  DeleteFoundationModelAgreement: 'modelId',
  ListAutomatedReasoningPolicies: 'policyArn',
  ListGuardrails: 'guardrailIdentifier',
  PutEnforcedGuardrailConfiguration: 'guardrailInferenceConfig',
  PutResourcePolicy: 'resourceArn',
};

/** Things of which an account has one or none, and which no member names. */
const absentSingletons = new Set(['GetUseCaseForModelAccess']);

/** The words of the API reference, which a recorded refusal of DeleteInferenceProfile bears out. */
const NOT_FOUND =
  'The specified resource Amazon Resource Name (ARN) was not found. Check the Amazon Resource Name (ARN) and try your request again.';

/** Other words, where they are known: recorded (StopModelInvocationJob), or quoted alike in several public threads. */
const notFoundWords: Record<string, string> = {
  ApplyGuardrail: 'The guardrail identifier or version provided in the request does not exist.',
  GetModelInvocationJob: 'The provided batch inference job was not found.',
  GetUseCaseForModelAccess: 'You have not filled out the request form. Fill out the form before getting access.',
  StopModelInvocationJob: 'The provided batch inference job was not found.',
};

/** The member that names an existing resource. Undefined where the operation creates, lists, or has to do with models only. */
export function namesResource(operation: Operation): Member | undefined {
  const naming = namingMembers[operation.name];
  if (naming !== undefined) return operation.input.byName.get(naming);
  return operation.input.members.find(({ location, name }) => location === 'label' && name !== 'modelId');
}

/** Throws where the input names a resource. */
export function refuseUnknownResource(operation: Operation, input: Record<string, unknown>): void {
  const member = namesResource(operation);
  if (member ? input[member.name] !== undefined : absentSingletons.has(operation.name))
    throw notFound(operation.name, 'bedrock-local does not yet remember what this operation is about');
}

/** ResourceNotFoundException where the operation's list of errors has it, else ValidationException. */
export function notFound(operation: string, hint: string): ServiceException {
  const name = errorsOf(operation).includes('ResourceNotFoundException')
    ? 'ResourceNotFoundException'
    : 'ValidationException';
  return exception(name, notFoundMessage(operation), { hint });
}

/** AWS's words for a resource that the operation does not find. */
export function notFoundMessage(operation: string): string {
  return notFoundWords[operation] ?? NOT_FOUND;
}
