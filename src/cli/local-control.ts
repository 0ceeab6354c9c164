/** The control interface of a running server, for commands: where it is, and its refusals in one line. */
import { describeError } from '../client/describe-error.js';
import type { Control } from '../server/control.js';
import { adminToken, OptionError } from '../server/options.js';
import { createHttpControl } from '../testing/http-control.js';
import { readEndpoint } from './client-flags.js';

/** The variable that is asked where no endpoint is given. */
export const endpointVariable = 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME';

/** Rejects with an OptionError: the server's own sentence, or that none is there. */
export async function askServer<Answer>(
  flags: { endpoint?: string; namespace?: string },
  ask: (control: Control) => Promise<Answer>,
): Promise<Answer> {
  const endpoint = readEndpoint(flags, endpointVariable);
  try {
    return await ask(createHttpControl(endpoint, { namespace: flags.namespace, token: adminToken() }));
  } catch (cause) {
    const failed = cause as Error;
    throw new OptionError(failed instanceof TypeError ? describeError(failed, { endpoint }) : failed.message);
  }
}
