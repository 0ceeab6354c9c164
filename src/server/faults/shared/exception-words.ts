/** The exceptions that faults answer with, in AWS's own words where it is known which those are. */
import type { FaultException } from '../../../fixtures/fault.js';
import { exception, type ServiceException } from '../../exception.js';

const failure = 'The system encountered an unexpected error during processing. Try your request again.';

/** Source: recorded exchanges and public threads; those of ConflictException, ModelNotReady and ServiceQuotaExceeded: the API reference. */
const words: Record<string, string> = {
  AccessDeniedException: "You don't have access to the model with the specified model ID.",
  ConflictException: 'Error occurred because of a conflict while performing an operation.',
  InternalServerException: failure,
  ModelErrorException: failure,
  ModelNotReadyException: 'The model specified in the request is not ready to serve inference requests.',
  ModelStreamErrorException: failure,
  ModelTimeoutException: 'Model has timed out in processing the request. Try your request again.',
  ResourceNotFoundException: 'Could not resolve the foundation model from the provided model identifier.',
  ServiceQuotaExceededException: 'Your request exceeds the service quota for your account.',
  ServiceUnavailableException: 'Bedrock is unable to process your request.',
  ThrottlingException: 'Too many requests, please wait before trying again.',
  ValidationException: 'Malformed input request, please reformat your input and try again.',
};

export function faultException({ name, message, members }: FaultException): ServiceException {
  return exception(name, message ?? words[name] ?? 'The request failed.', members && { members });
}
