/** The user's own credentials, for calls to AWS: an API key, a pair that was given, or the SDK's default chain. */
import type { SigningCredentials } from '../auth/sign.js';

export type UpstreamCredentials = SigningCredentials | { apiKey: string };

/** Gives the credentials of the moment. Rejects with one sentence where there are none. */
export type Provide = () => Promise<UpstreamCredentials>;

/**
 * Environment, profile, SSO, web identity, process, container, IMDS: whatever the SDK finds, kept by it until it is about to
 * expire. The package is loaded at the first call.
 */
export function createDefaultChain(): Provide {
  let chain: (() => Promise<SigningCredentials>) | undefined;
  return async () => {
    const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
    // Somebody may log in, or correct a file, while the server runs.
    chain ??= defaultProvider({ ignoreCache: true });
    try {
      return await chain();
    } catch (cause) {
      chain = undefined;
      const said = (cause as Error).message.replaceAll(/\s+/g, ' ');
      throw new Error(
        `no credentials for AWS were found (${said}): set AWS_PROFILE, AWS_ACCESS_KEY_ID or AWS_BEARER_TOKEN_BEDROCK, or log in`,
        { cause },
      );
    }
  };
}
