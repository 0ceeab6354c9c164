/** Makes a server ready for the contract suite: it verifies signatures, and knows the callers that cases name. */
import { callerSettings, callers, isPrepared } from '../client/contract/callers.js';
import type { NewNamespace } from '../server/control-namespaces.js';
import type { KeyPair, Settings } from '../server/settings.js';

/** The settings of such a server. `own`: the credentials of the target itself. */
export function contractSettings(own: KeyPair): Partial<Settings> {
  const known = Object.entries(callers).filter(([name]) => isPrepared(name as keyof typeof callers));
  return {
    auth: { mode: 'strict', keys: [own, ...known.map(([, caller]) => caller)], apiKeys: [] },
    // Long enough that a case finds a thing in between two states on a busy machine too.
    transitionMs: 2000,
    policies: [{ effect: 'deny', callers: [callers.denied.accessKeyId] }],
  };
}

/** Gives the namespaces of the callers their settings. `open`: makes a namespace of the server. */
export function prepareContract(open: (name: string, settings: Omit<NewNamespace, 'name'>) => unknown): void {
  for (const [name, settings] of Object.entries(callerSettings)) {
    const { accessKeyId } = callers[name as keyof typeof callers];
    open(accessKeyId.replace(/^local-/, ''), settings);
  }
}
