/** The user's own credentials, for calls to AWS: an API key, a pair that was given, or the SDK's default chain. */
import type { SigningCredentials } from '../auth/sign.js';

export type UpstreamCredentials = SigningCredentials | { apiKey: string };

/** Gives the credentials of the moment: those of the chain are asked for again before they expire. Rejects with one sentence where there are none. */
export type Provide = () => Promise<UpstreamCredentials>;

interface Provided extends SigningCredentials {
  expiration?: Date;
}

/** Milliseconds before its end at which a session counts as over. */
const MARGIN = 5 * 60_000;

/** Environment, profile, SSO, web identity, process, container, IMDS: whatever the SDK finds. The package is loaded at the first call. */
export function createDefaultChain(now: () => number): Provide {
  let chain: (() => Promise<Provided>) | undefined;
  let known: Provided | undefined;
  return async () => {
    if (known && (known.expiration === undefined || known.expiration.getTime() - MARGIN > now())) return known;
    const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
    chain ??= defaultProvider() as () => Promise<Provided>;
    try {
      known = await chain();
      return known;
    } catch (cause) {
      throw new Error(
        `no credentials for AWS were found (${(cause as Error).message}): set AWS_PROFILE, AWS_ACCESS_KEY_ID or AWS_BEARER_TOKEN_BEDROCK where the server starts, or log in`,
        { cause },
      );
    }
  };
}
