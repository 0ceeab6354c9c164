/** Keeps the state of a server in a folder: after each change, and every second what time has changed. */
import type { Namespace } from '../namespace.js';
import type { Namespaces } from '../namespace-registry.js';
import { takeSnapshot } from '../namespace-snapshot.js';
import type { PreparedCall } from '../settings.js';
import { openStateFolder } from '../state/folder.js';
import { prepareAccount } from '../state/prepare.js';
import { resumeWork } from '../state/resume.js';

export interface AccountOptions {
  /** The folder that keeps it. Default: memory alone. */
  state?: string;
  /** Calls that are made before any other, where the account is empty. */
  prepare: readonly PreparedCall[];
}

/** Milliseconds between two looks at what has moved by itself: jobs, states, an imported snapshot. */
const INTERVAL = 1000;

export interface KeptState {
  keep(namespace: Namespace): Promise<void>;
  close(): Promise<void>;
}

/** The account that a server starts with: what its folder holds, or else what is prepared. Rejects in one sentence. */
export async function openAccount(
  { state, prepare }: AccountOptions,
  namespaces: Namespaces,
  warn: (sentence: string) => void,
): Promise<KeptState | undefined> {
  const kept = state === undefined ? undefined : keepState(state, namespaces, warn);
  const { default: first } = namespaces;
  if (prepare.length > 0 && first.resources.size === 0) {
    await prepareAccount(prepare, first);
    namespaces.loadResources(takeSnapshot(first));
    await kept?.keep(first);
  }
  return kept;
}

/** `warn` is told in one sentence where nothing can be written. Throws as `openStateFolder` does. */
function keepState(folder: string, namespaces: Namespaces, warn: (sentence: string) => void): KeptState {
  const { save, close } = openStateFolder(folder, namespaces);
  resumeWork(namespaces);
  const complain = (cause: Error) => warn(`the state cannot be written to ${folder}: ${cause.message}`);
  const timer = setInterval(() => {
    for (const namespace of namespaces.list()) save(namespace).catch(complain);
  }, INTERVAL);
  timer.unref();
  return {
    keep: save,
    async close() {
      clearInterval(timer);
      await close().catch(complain);
    },
  };
}
