/** Starts a server for a command: the emulator, its host, and the log that is told of every exchange. */
import { createNamespacesControl } from '../server/control-namespaces.js';
import { createEmulator, type Emulator } from '../server/emulator.js';
import { readFixtureFiles } from '../server/fixture-files.js';
import { adminRoutes } from '../server/hosts/admin/index.js';
import { createHost, type Host } from '../server/hosts/fastify.js';
import { createForwarder } from '../server/hosts/forward-other.js';
import { type KeptState, openAccount } from '../server/hosts/keep-state.js';
import { type OpenPassage, openPassage } from '../server/hosts/open-passage.js';
import { watchFixtures } from '../server/hosts/watch-fixtures.js';
import type { Log } from '../server/log.js';
import type { Namespace } from '../server/namespace.js';
import { type FixturePaths, OptionError, type PassageOptions, type ServerOptions } from '../server/options.js';
import type { Settings } from '../server/settings.js';

/** Rejects with an `OptionError` where the address cannot be had, the certificate cannot be used, or a fixture makes no sense. */
export async function serve(
  { settings, host, fixtures, faults, account, passage, forward }: ServerOptions,
  log: Log,
): Promise<Host> {
  let kept: KeptState | undefined;
  const keep = account.state === undefined ? undefined : async (namespace: Namespace) => kept?.keep(namespace);
  const passed = open(passage, settings, log);
  const emulator = createEmulator({
    settings,
    keep,
    observe: log.exchange,
    warn: (sentence) => log.warn(sentence),
    ...(passed && { passage: passed.passage }),
  });
  emulator.namespaces.loadFixtures(readFixtureFiles(fixtures, settings));
  emulator.namespaces.loadFaults(faults);
  const control = createNamespacesControl(emulator.namespaces);
  try {
    kept = await openAccount(account, emulator.namespaces, (sentence) => log.warn(sentence));
    const forwarder = forward && createForwarder(emulator.handle, forward);
    const started = await createHost({
      ...host,
      emulator: forwarder ?? emulator,
      region: settings.region,
      routes: (app) => {
        for (const register of adminRoutes) register(app, control);
      },
      warn: (sentence) => log.warn(sentence),
    });
    const unwatch = keepLoaded(emulator, fixtures, log);
    return {
      ...started,
      async close() {
        unwatch();
        await started.close();
        await forwarder?.close();
        await emulator.close();
        await passed?.close();
        await kept?.close();
      },
    };
  } catch (error) {
    await kept?.close();
    throw new OptionError((error as Error).message, { cause: error });
  }
}

function open(passage: PassageOptions, settings: Settings, log: Log): OpenPassage | undefined {
  try {
    return openPassage(passage, settings, log.error);
  } catch (cause) {
    throw new OptionError((cause as Error).message, { cause });
  }
}

/** Loads the fixtures of files again when these change; where they make no sense, the last good ones stay in force. */
function keepLoaded({ namespaces, settings }: Emulator, places: FixturePaths, log: Log): () => void {
  return watchFixtures(places, () => {
    try {
      const fixtures = readFixtureFiles(places, settings);
      namespaces.loadFixtures(fixtures);
      log.info(`fixtures loaded again: ${fixtures.length}`);
    } catch (error) {
      log.error(`${(error as Error).message}; the fixtures loaded before stay in force`);
    }
  });
}
