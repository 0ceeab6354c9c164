/** Answers with an exception in place of the reply. */
import type { ErrorFault } from '../../fixtures/fault.js';
import { exception } from '../exception.js';
import type { FaultBehaviour } from './behaviour.js';

/** AWS's own words for each. Source: recorded exchanges and public threads (the docs name which). */
const words: Record<string, string> = {
  AccessDeniedException: "You don't have access to the model with the specified model ID.",
  InternalServerException: 'The system encountered an unexpected error during processing. Try your request again.',
  ModelErrorException: 'The system encountered an unexpected error during processing. Try your request again.',
  ModelNotReadyException: 'Model is not ready for inference. Wait and try your request again.',
  ModelTimeoutException: 'Model has timed out in processing the request. Try your request again.',
  ResourceNotFoundException: 'Could not resolve the foundation model from the provided model identifier.',
  ServiceUnavailableException: 'Bedrock is unable to process your request.',
  ThrottlingException: 'Too many requests, please wait before trying again.',
  ValidationException: 'Malformed input request, please reformat your input and try again.',
};

export const errorFault: FaultBehaviour<ErrorFault> = {
  onCall({ name, message }) {
    throw exception(name, message ?? words[name] ?? 'The request failed.');
  },
};
