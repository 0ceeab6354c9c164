/** The targets that `bedrock-local contract` knows by name. */
import { createAwsTarget, createUrlTarget } from '../client/contract/connect.js';
import type { ContractTarget } from '../client/contract/target.js';
import { localCredentials, OptionError, silenceSdkWarning } from '../server/options.js';

export interface Target extends ContractTarget {
  /** Closes the clients, and the server where one was started. */
  end(): Promise<void>;
}

/** Rejects with an OptionError where no target is called so. */
export async function openTarget(name: string, region: string): Promise<Target> {
  silenceSdkWarning();
  if (name === 'mock') return openMock(region);
  if (name === 'aws') return endable(createAwsTarget(region));
  if (!/^https?:\/\//.test(name) || !URL.canParse(name))
    throw new OptionError(`--target must be mock, aws or a URL such as http://127.0.0.1:4567, not "${name}"`);
  return endable(createUrlTarget({ url: name, region, credentials: localCredentials }));
}

/** A server that verifies signatures, so that callers whom nobody knows are refused as AWS refuses them. */
async function openMock(region: string): Promise<Target> {
  const { startServer } = await import('../testing/start-server.js');
  const auth = { mode: 'strict' as const, keys: [localCredentials], apiKeys: [] };
  const server = await startServer({ settings: { region, auth } });
  const target = createUrlTarget({ name: 'mock', url: server.url, region, credentials: localCredentials });
  return endable(target, () => server.close());
}

const endable = (target: ContractTarget, close: () => Promise<void> = async () => {}): Target => ({
  ...target,
  async end() {
    target.close();
    await close();
  },
});
