/** What the control plane refuses of any resource, in the words of the API reference, which AWS sends as they stand there. */
import { exception, type ServiceException } from '../../exception.js';

/** A name that is taken, a token that came with another input, a state that does not allow it, a thing in use. Words recorded (DeleteInferenceProfile). */
export function conflict(hint: string): ServiceException {
  return exception('ConflictException', 'Error occurred because of a conflict while performing an operation.', {
    hint,
  });
}

/** Of the operations that model it, where others have a conflict. */
export function inUse(hint: string): ServiceException {
  return exception(
    'ResourceInUseException',
    'Thrown when attempting to delete or modify a resource that is currently being used by other resources or operations. For example, trying to delete an Automated Reasoning policy that is referenced by an active guardrail.',
    { hint },
  );
}

export function quotaExceeded(hint: string): ServiceException {
  return exception(
    'ServiceQuotaExceededException',
    'The number of requests exceeds the service quota. Resubmit your request later.',
    { hint },
  );
}

/** `resourceName`: the ARN, where the resource exists already. */
export function tooManyTags(resourceName?: string): ServiceException {
  return exception(
    'TooManyTagsException',
    'The request contains more tags than can be associated with a resource (50 tags per resource). The maximum number of tags includes both existing tags and those included in your current request.',
    { members: resourceName === undefined ? {} : { resourceName } },
  );
}
