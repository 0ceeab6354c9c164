/** Runs a command for which a server lives: its environment leads every AWS client there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../server/log.js';
import { localCredentials, processEnvironment, type ServerOptions } from '../server/options.js';
import { childEnvironment } from './child-environment.js';
import { toEndpoint } from './endpoint.js';
import { exitStatus } from './exit-status.js';
import { watchExchanges } from './recent-exchanges.js';
import { spawnCommand } from './spawn-command.js';

/** Resolves to the command's status, when it has ended and the server with it. `keep`: its environment stays as it is otherwise. */
export async function runServed(
  options: ServerOptions,
  [name, ...args]: [string, ...string[]],
  keep = false,
): Promise<number> {
  const { serve } = await import('./serve.js');
  const recent = watchExchanges(createLog(options.log, process.stderr));
  const server = await serve(options, recent.log);
  const directory = mkdtempSync(join(tmpdir(), 'bedrock-local-'));
  try {
    const all = options.forward !== undefined;
    const endpoint = { ...toEndpoint(server, options.settings, localCredentials), all };
    const environment = childEnvironment(processEnvironment(), endpoint, { keep, directory });
    const complain = (line: string) => process.stderr.write(`bedrock-local: ${line}\n`);
    const status = await exitStatus(spawnCommand(name, args, environment), name, complain);
    const failed = status > 0 && status < 128 && options.log.level === 'silent';
    const came = failed ? recent.write() : undefined;
    if (came) complain(`${name} ended with status ${status}; ${came}`);
    return status;
  } finally {
    rmSync(directory, { recursive: true, force: true });
    await server.close();
  }
}
