/** The user's own credentials, looked for before a command that would fail at each of many calls without them. */
import { createDefaultChain } from '../server/backends/credentials.js';
import { OptionError, readOptions } from '../server/options.js';

/** Rejects with an OptionError where neither an API key nor the SDK's chain gives any. Calls nobody but who gives credentials. */
export async function requireAwsCredentials(): Promise<void> {
  if (readOptions().passage.apiKey !== undefined) return;
  await createDefaultChain()().catch((cause: Error) => {
    throw new OptionError(cause.message);
  });
}
