/** `bedrock-local chat`: talk to a model, line by line. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ChatSettings } from '../client/chat/session.js';
import type { ClientOptions } from '../client/clients.js';
import { OptionError } from '../server/options.js';
import { createTerminal, type OpenTerminal } from './chat-terminal.js';
import { addClientFlags, type ClientFlags, readClientOptions } from './client-flags.js';
import { countingNumber, json, number } from './flag-values.js';

const variable = 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME';
const examples = `
Examples:
  $ bedrock-local chat
  $ bedrock-local chat --model amazon.titan-text-express-v1 --temperature 0.9
  $ bedrock-local chat --system "Answer as a pirate." --tools --history pirate.json
  $ bedrock-local chat --resume pirate.json
  $ bedrock-local chat --target aws --region us-west-2
  $ echo "What is Bedrock?" | bedrock-local chat

In the chat: /model ID, /system TEXT, /image PATH, /document PATH, /tools, /stream, /clear, /save PATH, /help, /quit.
The conversation goes with every turn. exit, quit or Ctrl-D ends the chat; Ctrl-C ends an answer, twice the chat.
Calls that are throttled are tried again, up to five times.
Status: 0; 130 where Ctrl-C ended it; where the input is not a terminal, 1 if a turn failed.`;

interface ChatFlags extends ClientFlags {
  model?: string;
  system?: string;
  stream: boolean;
  tools: boolean;
  history?: string;
  resume?: string;
  temperature?: number;
  topP?: number;
  maxTokens?: number;
  stop?: string[];
  fields?: ChatSettings['fields'];
}

const defaultModel = 'amazon.nova-lite-v1:0';

/** A conversation that is resumed is kept where it was, unless another file is named. None is written over. */
function readHistoryPath({ history, resume }: ChatFlags): string | undefined {
  const kept = history ?? resume;
  if (kept === undefined) return undefined;
  const path = resolve(kept);
  const isResumed = resume !== undefined && path === resolve(resume);
  if (!isResumed && existsSync(path))
    throw new OptionError(`${kept} is there already: --resume ${kept} goes on with it, or name another file`);
  return path;
}

async function readSettings(flags: ChatFlags): Promise<ChatSettings> {
  const { readHistory } = await import('../client/chat/history.js');
  const saved = flags.resume === undefined ? undefined : readHistory(flags.resume);
  const { temperature, topP, maxTokens, stop: stopSequences, stream, tools, fields } = flags;
  return {
    modelId: flags.model ?? saved?.modelId ?? defaultModel,
    system: flags.system ?? saved?.system,
    stream,
    tools,
    fields,
    inferenceConfig: { temperature, topP, maxTokens, stopSequences },
    history: readHistoryPath(flags),
    messages: saved?.messages,
  };
}

function greet(terminal: OpenTerminal, { modelId, messages = [] }: ChatSettings, { endpoint, region }: ClientOptions) {
  const place = endpoint ?? `AWS${region ? ` in ${region}` : ''}`;
  const before = messages.length > 0 ? ` ${messages.length} messages were said before.` : '';
  terminal.note(`Chat with ${modelId} at ${place}.${before} /help lists the commands, exit ends it.`);
}

async function talk(flags: ChatFlags): Promise<void> {
  const options = readClientOptions(flags, variable);
  const { createRuntimeClient } = await import('../client/clients.js');
  const { describeError } = await import('../client/describe-error.js');
  const { createRetryStrategy } = await import('../client/patience.js');
  const { chat } = await import('../client/chat.js');
  const settings = await readSettings(flags);
  const terminal = createTerminal(process, (error, model) => {
    const place = { ...options, model, failed: `no answer from ${model}` };
    return `bedrock-local: ${describeError(error, place)}`;
  });
  const tell = (line: string) => process.stderr.write(`bedrock-local: ${line}\n`);
  const client = await createRuntimeClient({
    ...options,
    retryStrategy: createRetryStrategy({ tell, signal: terminal.current }),
  });
  greet(terminal, settings, options);
  const failed = await chat({ client, ...settings }, terminal);
  terminal.close();
  client.destroy();
  process.exitCode = terminal.status() ?? (failed > 0 && !terminal.typed ? 1 : 0);
}

export function addChat(program: Command): void {
  const command = program.command('chat').description('talk to a model through ConverseStream, with history and tools');
  addClientFlags(command, variable)
    .option('--model <id>', `model or inference profile (default: ${defaultModel}, or that of --resume)`)
    .option('--system <prompt>', 'system prompt')
    .option('--stream', 'show the answer as it is made (ConverseStream; the default)', true)
    .option('--no-stream', 'show it when it is whole (Converse)')
    .option('--tools', 'let the model call harmless tools of this machine: time, calculator, word count', false)
    .option('--history <file>', 'keep the conversation in this file, after each turn (default: nowhere)')
    .option('--resume <file>', 'go on with the conversation of this file, and keep it there')
    .option('--temperature <number>', 'inferenceConfig.temperature', number)
    .option('--top-p <number>', 'inferenceConfig.topP', number)
    .option('--max-tokens <count>', 'inferenceConfig.maxTokens', countingNumber)
    .option('--stop <sequence...>', 'inferenceConfig.stopSequences')
    .option('--fields <json>', 'additionalModelRequestFields, such as {"top_k":50}', json)
    .addHelpText('after', examples)
    .action(talk);
}
