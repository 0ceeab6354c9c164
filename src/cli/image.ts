/** `bedrock-local image`: pictures from a prompt, written as files. */
import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import type { ImageAsk } from '../client/native/image-formats.js';
import { OptionError } from '../server/options.js';
import { callServer } from './call-server.js';
import { addClientFlags, type ClientFlags, readClientOptions } from './client-flags.js';
import { countingNumber, wholeNumber } from './flag-values.js';

const variable = 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME';
const examples = `
Examples:
  $ bedrock-local image "Cat sitting on a fence with a green mountain and a river in the background."
  $ bedrock-local image "a lighthouse" --negative "people, boats" --size 1280x768 --seed 7 --out lighthouse.png
  $ bedrock-local image "a lighthouse" --count 3                   image-1.png, image-2.png, image-3.png
  $ bedrock-local image "a lighthouse" --model stability.stable-image-core-v1:1 --size 1344x768

A file that is there is never written over without --force. The models of Stability that know ratios only take the ratio
of --size. Models that make one picture a call are called for each, with the seeds SEED, SEED + 1, ...
Status: 0, 1 where a call failed, 2 for wrong use, or 130 at Ctrl-C.`;

interface ImageFlags extends ClientFlags, Omit<ImageAsk, 'prompt'> {
  model: string;
  out: string;
  force?: boolean;
}

function size(text: string): ImageAsk['size'] {
  const [, width, height] = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/.exec(text) ?? [];
  if (!width || !height) throw new InvalidArgumentError('It must be the width and the height, such as 1024x1024.');
  return { width: Number(width), height: Number(height) };
}

/** Before the call, which costs money. */
function checkFree(paths: string[]): void {
  const taken = paths.find((path) => existsSync(path));
  if (taken !== undefined)
    throw new OptionError(`${taken} is there already; --force writes over it, --out names another`);
}

async function drawImages(prompt: string, flags: ImageFlags): Promise<void> {
  const options = readClientOptions(flags, variable);
  const { createRuntimeClient: connect } = await import('../client/clients.js');
  const { imageFormatOf, makeImages, pictureNames, pngSize } = await import('../client/image.js');
  const { writeWhole } = await import('../client/whole-file.js');
  const { model: modelId, out, force, count, negative, seed } = flags;
  const paths = pictureNames(out, count);
  imageFormatOf(modelId);
  if (!force) checkFree(paths);
  const failed = `no image from ${modelId}`;
  await callServer({ options, connect, failed, model: modelId }, async (client, signal) => {
    const ask = { prompt, negative, size: flags.size, seed, count };
    for await (const picture of makeImages({ client, modelId, signal, ...ask })) {
      const path = paths.shift();
      if (path === undefined) break;
      writeWhole(path, picture);
      process.stdout.write(`${path} (${[pngSize(picture), `${picture.length} bytes`].filter(Boolean).join(', ')})\n`);
    }
  });
}

export function addImage(program: Command): void {
  const command = program
    .command('image')
    .description('pictures from a prompt, written as files')
    .argument('<prompt>', 'what to show');
  addClientFlags(command, variable)
    .option(
      '--model <id>',
      'image model of Amazon Titan, Amazon Nova or Stability',
      'amazon.titan-image-generator-v2:0',
    )
    .option('--out <file>', 'where to write; several pictures get numbers', 'image.png')
    .option('--size <WxH>', "in pixels (default: the model's own)", size)
    .option('--seed <number>', "the same seed draws the same picture (default: the model's own)", wholeNumber)
    .option('--negative <text>', 'what not to show')
    .option('--count <number>', 'pictures to draw', countingNumber, 1)
    .option('--force', 'write over files that are there')
    .addHelpText('after', examples)
    .action(drawImages);
}
