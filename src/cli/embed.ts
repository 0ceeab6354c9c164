/** `bedrock-local embed`: vectors of texts, and how near the texts are to one another. */
import type { Command } from 'commander';
import { OptionError } from '../server/options.js';
import { callServer } from './call-server.js';
import { addClientFlags, type ClientFlags, readClientOptions } from './client-flags.js';
import { countingNumber, readStandardInput } from './flag-values.js';

const variable = 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME';
const examples = `
Examples:
  $ bedrock-local embed "a cat sleeps" "a kitten naps" "stocks fell"
  $ bedrock-local embed --model cohere.embed-multilingual-v3 < sentences.txt
  $ bedrock-local embed --dimensions 256 --json "a cat sleeps" > vectors.json

Without texts each line of standard input is one. The table shows the cosine of every pair: 1 is the same direction.
Status: 0, 1 where a call failed, 2 for wrong use, or 130 at Ctrl-C.`;

interface EmbedFlags extends ClientFlags {
  model: string;
  dimensions?: number;
  json?: boolean;
}

function readTexts(given: string[]): string[] {
  if (given.length > 0) return given;
  if (process.stdin.isTTY) throw new OptionError('give the texts as arguments, or a line each through a pipe');
  const lines = readStandardInput().toString().split(/\r?\n/);
  const texts = lines.filter((line) => line.trim() !== '');
  if (texts.length === 0) throw new OptionError('there is no text on standard input');
  return texts;
}

async function embedTexts(given: string[], flags: EmbedFlags): Promise<void> {
  const texts = readTexts(given);
  const options = readClientOptions(flags, variable);
  const { createRuntimeClient: connect } = await import('../client/clients.js');
  const { embed, writeSimilarityTable } = await import('../client/embed.js');
  const { model: modelId, dimensions } = flags;
  const failed = `no vectors from ${modelId}`;
  await callServer({ options, connect, failed, model: modelId }, async (client, signal) => {
    const { vectors, inputTokens } = await embed(texts, { client, modelId, dimensions, signal });
    if (flags.json) {
      const rows = texts.map((text, index) => JSON.stringify({ text, embedding: vectors[index] }));
      process.stdout.write(`[\n  ${rows.join(',\n  ')}\n]\n`);
      return;
    }
    const tokens = inputTokens === undefined ? '' : `, ${inputTokens} tokens`;
    process.stdout.write(`${writeSimilarityTable(texts, vectors)}\n`);
    process.stdout.write(`[${texts.length} x ${vectors[0]?.length} numbers${tokens}]\n`);
  });
}

export function addEmbed(program: Command): void {
  const command = program
    .command('embed')
    .description('vectors of texts, and the similarity of each pair')
    .argument('[text...]', 'the texts; without any, the lines of standard input');
  addClientFlags(command, variable)
    .option('--model <id>', 'embedding model of Amazon Titan, Amazon Nova or Cohere', 'amazon.titan-embed-text-v2:0')
    .option('--dimensions <count>', "numbers in a vector (default: the model's own)", countingNumber)
    .option('--json', 'the vectors as JSON, in place of the table')
    .addHelpText('after', examples)
    .action(embedTexts);
}
