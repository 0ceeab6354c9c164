/** The targets that `bedrock-local contract` knows by name, one that is recorded, and a replay of one. */
import { mkdirSync } from 'node:fs';
import { createAwsTarget, createUrlTarget } from '../client/contract/connect.js';
import type { ContractTarget } from '../client/contract/target.js';
import { localCredentials, OptionError, readOptions, silenceSdkWarning } from '../server/options.js';
import type { Settings } from '../server/settings.js';
import type { LocalPassage } from '../testing/local-bedrock.js';

export interface Target extends ContractTarget {
  /** Closes the clients, and the server where one was started. */
  end(): Promise<void>;
}

export interface TargetPlace {
  /** `mock`, `replay`, `aws` or a URL. */
  name: string;
  region: string;
  /** Folder that the run is recorded into. Default: it is not recorded. */
  record?: string;
  /** Folder that `replay` answers from. */
  recordings?: string;
}

/** Rejects with an OptionError where no target is called so, or its folder cannot be used. */
export async function openTarget(place: TargetPlace): Promise<Target> {
  silenceSdkWarning();
  const { name, region, record } = place;
  if (name === 'replay') return openReplay(place);
  if (record !== undefined) return openRecorder(name, region, record);
  if (name === 'mock') return openMock(region);
  if (name === 'aws') return endable(createAwsTarget(region));
  return endable(createUrlTarget({ url: checkUrl(name), region, credentials: localCredentials }));
}

function checkUrl(name: string): string {
  if (!/^https?:\/\//.test(name) || !URL.canParse(name))
    throw new OptionError(`--target must be mock, replay, aws or a URL such as http://127.0.0.1:4567, not "${name}"`);
  return name;
}

async function openMock(region: string): Promise<Target> {
  const server = await startMock(region);
  const { url } = server;
  const target = createUrlTarget({ name: 'mock', url, region, credentials: localCredentials, prepared: true });
  return endable(target, () => server.close());
}

/** A server that verifies signatures, so that callers whom nobody knows are refused as AWS refuses them, and that knows the others. */
async function startMock(region: string) {
  const { startServer } = await import('../testing/start-server.js');
  const { contractSettings, prepareContract } = await import('../testing/prepare-contract.js');
  const server = await startServer({ settings: { region, ...contractSettings(localCredentials) } });
  prepareContract(server.namespace);
  return server;
}

/** A recorder in front of the target. For AWS it finds the user's own credentials. */
async function openRecorder(name: string, region: string, folder: string): Promise<Target> {
  const mock = name === 'mock' ? await startMock(region) : undefined;
  const upstream = name === 'aws' ? undefined : (mock?.url ?? checkUrl(name));
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    await mock?.close();
    throw new OptionError(`--record: ${(cause as Error).message}`);
  }
  const server = await startPassage(region, {
    mode: 'record',
    folder,
    ...(upstream !== undefined && { upstream, credentials: async () => localCredentials }),
  });
  const target = createUrlTarget({ name, local: name !== 'aws', ...recorded(server.url, region) });
  return endable(target, async () => {
    await server.close();
    await mock?.close();
  });
}

/** Recordings alone answer: without an upstream and without credentials. */
async function openReplay({ recordings: folder, region }: TargetPlace): Promise<Target> {
  if (folder === undefined) throw new OptionError('--target replay needs the folder of --recordings here');
  const { loadRecordings } = await import('../server/recordings/load.js');
  if (loadRecordings(folder, Date.now()).recordings.length === 0)
    throw new OptionError(`${folder} holds no recordings; bedrock-local contract --record ${folder} makes them`);
  const server = await startPassage(region, { mode: 'replay', folder, speed: 0 });
  return endable(createUrlTarget({ name: 'replay', ...recorded(server.url, region) }), () => server.close());
}

/** What does not count in a match, and what is redacted, is as the configuration file says. */
async function startPassage(region: string, passage: LocalPassage) {
  const { startServer } = await import('../testing/start-server.js');
  const settings: Partial<Settings> = { region, recordings: readOptions().settings.recordings };
  const warn = (sentence: string) => void process.stderr.write(`bedrock-local: ${sentence}\n`);
  return startServer({ settings, passage: { ...passage, warn } });
}

const recorded = (url: string, region: string) => ({ url, region, credentials: localCredentials, recorded: true });

const endable = (target: ContractTarget, close: () => Promise<void> = async () => {}): Target => ({
  ...target,
  async end() {
    target.close();
    await close();
  },
});
