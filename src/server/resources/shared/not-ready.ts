/** The refusal of an invocation whose model is still being made ready. */
import { exception, type ServiceException } from '../../exception.js';

/** In the words of the API reference. Clients try again by themselves. */
export function notReady(arn: string, status: string | undefined): ServiceException {
  return exception(
    'ModelNotReadyException',
    'The model specified in the request is not ready to serve inference requests. The AWS SDK will automatically retry the operation up to 5 times. For information about configuring automatic retries, see Retry behavior in the AWS SDKs and Tools reference guide.',
    { hint: `${arn} is ${status}` },
  );
}
