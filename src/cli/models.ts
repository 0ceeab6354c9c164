/** `bedrock-local models`: the foundation models that a server offers. */
import { type Command, Option } from 'commander';
import type { ModelFilter } from '../client/models.js';
import { addClientFlags, readClientOptions } from './client-flags.js';
import type { PullFlags } from './models/pull.js';

const variable = 'AWS_ENDPOINT_URL_BEDROCK';
const examples = `
Examples:
  $ bedrock-local models
  $ bedrock-local models --provider amazon --output-modality IMAGE
  $ bedrock-local models --region eu-west-1 --json
  $ bedrock-local models pull --out bedrock-local.config.yaml

Status: 0, or 1 where the call failed.`;

const pullExamples = `
Examples:
  $ bedrock-local models pull                                        shows what the catalogue does not know
  $ bedrock-local models pull --out bedrock-local.config.yaml        adds it to a configuration, which keeps all else
  $ AWS_PROFILE=team bedrock-local models pull --region eu-west-1 --out account.yaml
  $ bedrock-local --config account.yaml

Calls ListFoundationModels and ListInferenceProfiles of your account, with the credentials that the SDK finds. "like" says whose
bodies, limits and replies a model has: check those of providers that are named as guessed.
Status: 0, 1 where a call failed, 2 for wrong use.`;

interface ModelsFlags extends ModelFilter {
  endpoint?: string;
  region?: string;
  json?: boolean;
}

async function models(flags: ModelsFlags): Promise<void> {
  const options = readClientOptions(flags, variable);
  const { createControlClient, describeError } = await import('../client/clients.js');
  const { listModels, writeModelTable } = await import('../client/models.js');
  const client = await createControlClient(options);
  try {
    const found = await listModels(client, flags);
    process.stdout.write(`${flags.json ? JSON.stringify(found, null, 2) : writeModelTable(found)}\n`);
  } catch (error) {
    process.stderr.write(`bedrock-local: ${describeError(error, options.endpoint)}\n`);
    process.exitCode = 1;
  } finally {
    client.destroy();
  }
}

export function addModels(program: Command): void {
  const command = program.command('models').description('list the foundation models of a server');
  addClientFlags(command, variable)
    .option('--provider <name>', 'of this provider only, in any case')
    .addOption(
      new Option('--output-modality <modality>', 'with this output only').choices(['TEXT', 'IMAGE', 'EMBEDDING']),
    )
    .option('--json', 'as JSON')
    .addHelpText('after', examples)
    .action(models);
  addPull(command);
}

function addPull(models: Command): void {
  models
    .command('pull')
    .description("write your account's own models and profiles as a configuration")
    .option('--endpoint <url>', 'where to ask (default: AWS, in the region)')
    .option('--region <region>', 'region to ask (default: that of the environment or profile)')
    .option('--out <path>', 'configuration file to write to (default: standard output)')
    .addHelpText('after', pullExamples)
    .action(async (flags: PullFlags) => {
      const { pull } = await import('./models/pull.js');
      await pull(flags);
    });
}
