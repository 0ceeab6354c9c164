/** `bedrock-local start`, the command that is meant where none is named: serves until it is told to stop. */
import { type Command, Option } from 'commander';
import { createLog, type Log } from '../server/log.js';
import {
  localCredentials,
  OptionError,
  processEnvironment,
  readOptions,
  type ServerOptions,
} from '../server/options.js';
import { writeBanner } from './banner.js';
import { toEndpoint } from './endpoint.js';
import { addServerFlags, givenFlags } from './server-flags.js';
import { detectShell, type Shell, shells } from './shells.js';
import { endingSignal } from './signals.js';
import { packageVersion } from './version.js';

const examples = `
Examples:
  $ bedrock-local                                  serve on 127.0.0.1:4567
  $ bedrock-local --port 0 --seed 7                any free port, other replies
  $ bedrock-local --auth strict                    verify signatures, as AWS does
  $ bedrock-local --tls                            https on the same port, for clients that insist
  $ bedrock-local --log-format json --log-level warn

Every option also has an environment variable, and a key in bedrock-local.config.yaml.
Status: 0 when stopped, 2 where an option or the port is at fault.`;

interface StartFlags {
  shell?: Shell | 'all';
  quiet?: boolean;
}

const shellNames = Object.keys(shells) as Shell[];

function chosenShells(wanted: StartFlags['shell']): Shell[] {
  if (wanted === 'all') return shellNames;
  return [wanted ?? detectShell(processEnvironment(), process.platform)];
}

/** Says that the server is ready, in the way that the reader of the output can use. */
function announce(url: string, caPath: string | undefined, options: ServerOptions, flags: StartFlags, log: Log): void {
  const { settings } = options;
  if (options.log.format === 'json') {
    log.info('ready', { url, region: settings.region });
    return;
  }
  if (flags.quiet) {
    process.stdout.write(`${url}\n`);
    return;
  }
  const all = options.forward !== undefined;
  const endpoint = { ...toEndpoint({ url, caPath }, settings, localCredentials), all };
  const wellKnown = endpoint.credentials === localCredentials || settings.auth.keys[0] === localCredentials;
  const shown = chosenShells(flags.shell);
  process.stdout.write(`${writeBanner({ version: packageVersion(), endpoint, settings, shells: shown, wellKnown })}\n`);
}

async function start(command: Command): Promise<void> {
  const stray = command.args[0];
  if (stray !== undefined) throw new OptionError(`"${stray}" is not a command; bedrock-local --help lists them`);
  const flags = command.opts<StartFlags>();
  const options = readOptions({
    flags: givenFlags(command),
    defaults: flags.quiet ? { logLevel: 'error' } : {},
  });
  const log = createLog(options.log, process.stdout);
  const { serve } = await import('./serve.js');
  const server = await serve(options, log);
  announce(server.url, server.caPath, options, flags, log);
  const signal = await endingSignal();
  log.info(`${signal}: closing`);
  await server.close();
}

export function addStart(program: Command): void {
  const command = program
    .command('start', { isDefault: true })
    .description('serve until stopped (also without the word start)')
    .allowExcessArguments();
  addServerFlags(command)
    .addOption(new Option('--shell <shell>', 'whose syntax to print').choices([...shellNames, 'all']))
    .option('--quiet', 'print the URL alone, and log failures only')
    .addHelpText('after', examples)
    .action(() => start(command));
}
