/** `bedrock-local invoke`: one call of InvokeModel, with a native body or a prompt. */
import type { Command } from 'commander';
import type { Invocation } from '../client/invoke.js';
import type { TextFormat } from '../client/native/text-formats.js';
import { OptionError } from '../server/options.js';
import { callServer } from './call-server.js';
import { addClientFlags, type ClientFlags, readClientOptions } from './client-flags.js';
import { countingNumber, readStandardInput } from './flag-values.js';

const variable = 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME';
const examples = `
Examples:
  $ bedrock-local invoke --model amazon.titan-text-express-v1 --prompt "Write an essay about coffee." --text
  $ bedrock-local invoke --model anthropic.claude-3-haiku-20240307-v1:0 --prompt "Hello" --stream
  $ bedrock-local invoke --model ai21.j2-mid-v1 body.json
  $ echo '{"inputText":"Hello"}' | bedrock-local invoke --model amazon.titan-text-express-v1 --out answer.json
  $ bedrock-local invoke --model meta.llama3-8b-instruct-v1:0 --prompt "Hello" --dry-run > body.json

The answer's JSON is shown indented, or with --stream one line a chunk; --out keeps the bytes as they came.
Status: 0, 1 where the call failed, 2 for wrong use, or 130 at Ctrl-C.`;

interface InvokeFlags extends ClientFlags {
  model: string;
  prompt?: string;
  maxTokens: number;
  stream?: boolean;
  text?: boolean;
  out?: string;
  dryRun?: boolean;
}

async function readBody(path: string | undefined, flags: InvokeFlags): Promise<string | Uint8Array> {
  const { textFormatOf } = await import('../client/invoke.js');
  const { readWhole } = await import('../client/whole-file.js');
  if (flags.prompt !== undefined) {
    if (path !== undefined) throw new OptionError('a body or --prompt, not both');
    return JSON.stringify(textFormatOf(flags.model).body(flags.prompt, flags.maxTokens));
  }
  if (path !== undefined && path !== '-') return readWhole(path);
  if (path === undefined && process.stdin.isTTY)
    throw new OptionError('give the body as a file, through a pipe, or as --prompt');
  return readStandardInput();
}

function indent(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString();
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

type Show = (bytes: Uint8Array, isChunk: boolean) => Promise<void> | void;

async function createShow(format: TextFormat | undefined): Promise<Show> {
  const { readAnswerText } = await import('../client/invoke.js');
  return (bytes, isChunk) => {
    const text = format && readAnswerText(format, bytes, isChunk);
    if (text !== undefined) process.stdout.write(text);
    else process.stdout.write(`${isChunk ? Buffer.from(bytes).toString() : indent(bytes)}\n`);
  };
}

async function run(invocation: Invocation, flags: InvokeFlags, show: Show): Promise<void> {
  const { invoke, invokeStream } = await import('../client/invoke.js');
  const chunks: Uint8Array[] = [];
  const take = (bytes: Uint8Array) => {
    if (flags.out === undefined) show(bytes, flags.stream === true);
    else chunks.push(bytes, ...(flags.stream ? [Buffer.from('\n')] : []));
  };
  if (flags.stream) for await (const chunk of invokeStream(invocation)) take(chunk);
  else take(await invoke(invocation));
  if (flags.out === undefined) return void (flags.text && process.stdout.write('\n'));
  const { writeWhole } = await import('../client/whole-file.js');
  const all = Buffer.concat(chunks);
  if (flags.out === '-') return void process.stdout.write(all);
  writeWhole(flags.out, all);
  process.stdout.write(`${flags.out} (${all.length} bytes)\n`);
}

async function invokeModel(path: string | undefined, flags: InvokeFlags): Promise<void> {
  if (flags.text && flags.out !== undefined) throw new OptionError('--text or --out, not both');
  const body = await readBody(path, flags);
  if (flags.dryRun) return void process.stdout.write(`${indent(Buffer.from(body))}\n`);
  const { textFormatOf } = await import('../client/invoke.js');
  const { createRuntimeClient: connect } = await import('../client/clients.js');
  const show = await createShow(flags.text ? textFormatOf(flags.model) : undefined);
  const { model } = flags;
  const options = readClientOptions(flags, variable);
  await callServer({ options, connect, failed: `no answer from ${model}`, model }, (client, signal) =>
    run({ client, modelId: model, body, signal }, flags, show),
  );
}

export function addInvoke(program: Command): void {
  const command = program
    .command('invoke')
    .description('call a model with its native body through InvokeModel')
    .argument('[body]', 'file with the body, or - for standard input');
  addClientFlags(command, variable)
    .option('--model <id>', 'model or inference profile', 'amazon.nova-lite-v1:0')
    .option('--prompt <text>', "the simplest body of the model's family that asks this, in place of a file")
    .option('--max-tokens <count>', 'tokens that the answer to --prompt may have', countingNumber, 512)
    .option('--stream', 'InvokeModelWithResponseStream: each chunk as it comes')
    .option('--text', "the answer's text alone")
    .option('--out <file>', 'the bytes of the answer, as they came, into this file; - for standard output')
    .option('--dry-run', 'show the body and call nothing')
    .addHelpText('after', examples)
    .action(invokeModel);
}
