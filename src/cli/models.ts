/** `bedrock-local models`: the foundation models that a server offers. */
import { type Command, Option } from 'commander';
import type { ModelFilter } from '../client/models.js';

import { callServer } from './call-server.js';
import { addClientFlags, type ClientFlags, readClientOptions } from './client-flags.js';

import type { PullFlags } from './models/pull.js';

const variable = 'AWS_ENDPOINT_URL_BEDROCK';
const examples = `
Examples:
  $ bedrock-local models
  $ bedrock-local models --provider amazon --output-modality IMAGE
  $ bedrock-local models --customization FINE_TUNING --ids
  $ bedrock-local models --region eu-west-1 --json
  $ bedrock-local models --target aws
  $ bedrock-local models pull --out bedrock-local.config.yaml

The filters are those of ListFoundationModels, and may be combined.
Status: 0, 1 where the call failed, or 130 at Ctrl-C.`;

const pullExamples = `
Examples:
  $ bedrock-local models pull                                        shows what the catalogue does not know
  $ bedrock-local models pull --out bedrock-local.config.yaml        adds it to a configuration, which keeps all else
  $ AWS_PROFILE=team bedrock-local models pull --region eu-west-1 --out account.yaml
  $ bedrock-local --config account.yaml

Calls ListFoundationModels and ListInferenceProfiles of your account, with the credentials that the SDK finds. "like" says whose
bodies, limits and replies a model has: check those of providers that are named as guessed.
Status: 0, 1 where a call failed, 2 for wrong use.`;

interface ModelsFlags extends ClientFlags, ModelFilter {
  json?: boolean;
  ids?: boolean;
}

async function models(flags: ModelsFlags): Promise<void> {
  const options = readClientOptions(flags, variable);
  const { createControlClient: connect } = await import('../client/clients.js');
  const { listModels, writeModelTable } = await import('../client/models.js');
  await callServer({ options, connect, failed: 'no list of models' }, async (client, signal) => {
    const found = await listModels(client, flags, signal);
    const text = () => (flags.ids ? found.map(({ modelId }) => modelId).join('\n') : writeModelTable(found));
    process.stdout.write(`${flags.json ? JSON.stringify(found, null, 2) : text()}\n`);
  });
}

export function addModels(program: Command): void {
  const command = program.command('models').description('list the foundation models of a server');
  const choice = (flag: string, description: string, choices: string[]) =>
    new Option(flag, description).choices(choices);
  addClientFlags(command, variable)
    .option('--provider <name>', 'of this provider only, in any case')
    .addOption(choice('--output-modality <modality>', 'with this output only', ['TEXT', 'IMAGE', 'EMBEDDING']))
    .addOption(choice('--inference-type <type>', 'to be had this way only', ['ON_DEMAND', 'PROVISIONED']))
    .addOption(
      choice('--customization <type>', 'that can be customized so', [
        'FINE_TUNING',
        'CONTINUED_PRE_TRAINING',
        'DISTILLATION',
      ]),
    )
    .option('--ids', 'their ids alone, one a line')
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
