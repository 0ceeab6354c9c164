/** The control plane's refusal of a name that means nothing. */
import { exception, type ServiceException } from '../../exception.js';

/** In the words of the API reference, which a recorded refusal of DeleteInferenceProfile bears out. */
export function resourceNotFound(hint?: string): ServiceException {
  return exception(
    'ResourceNotFoundException',
    'The specified resource Amazon Resource Name (ARN) was not found. Check the Amazon Resource Name (ARN) and try your request again.',
    { hint },
  );
}
