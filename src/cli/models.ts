/** `bedrock-local models`: the foundation models that a server offers. */
import { type Command, Option } from 'commander';
import type { ModelFilter } from '../client/models.js';
import { addClientFlags, readClientOptions } from './client-flags.js';

const variable = 'AWS_ENDPOINT_URL_BEDROCK';
const examples = `
Examples:
  $ bedrock-local models
  $ bedrock-local models --provider amazon --output-modality IMAGE
  $ bedrock-local models --region eu-west-1 --json

Status: 0, or 1 where the call failed.`;

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
}
