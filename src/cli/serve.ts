/** Starts a server for a command: the emulator, its host, and the log that is told of every exchange. */
import { createControl } from '../server/control.js';
import { createEmulator } from '../server/emulator.js';
import { registerAdmin } from '../server/hosts/admin.js';
import { createHost, type Host } from '../server/hosts/fastify.js';
import type { Log } from '../server/log.js';
import { OptionError, type ServerOptions } from '../server/options.js';

/** Rejects with an `OptionError` where the address cannot be had or the certificate cannot be used. */
export async function serve({ settings, host }: ServerOptions, log: Log): Promise<Host> {
  const emulator = createEmulator({ settings, observe: log.exchange });
  const control = createControl(emulator.namespace);
  try {
    return await createHost({
      ...host,
      emulator,
      region: settings.region,
      routes: (app) => registerAdmin(app, control),
      warn: (sentence) => log.warn(sentence),
    });
  } catch (error) {
    throw new OptionError((error as Error).message, { cause: error });
  }
}
