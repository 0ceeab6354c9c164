/** Which input member of an operation names a resource, and AWS's refusal while no resource exists. */
import { errorsOf } from '../../../fixtures/operation-errors.js';
import { exception, type ServiceException } from '../../exception.js';
import type { Operation } from '../../smithy/operation.js';
import type { Member } from '../../smithy/shape.js';

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

/** The label that names an existing resource: each does, save `modelId`, which names a model. Undefined where there is none. */
export function namesResource(operation: Operation): Member | undefined {
  return operation.input.members.find(({ location, name }) => location === 'label' && name !== 'modelId');
}

/** Throws where the input names a resource. */
export function refuseUnknownResource(operation: Operation, input: Record<string, unknown>): void {
  const member = namesResource(operation);
  if (member && input[member.name] !== undefined)
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
