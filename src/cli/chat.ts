/** `bedrock-local chat`: talk to a model, line by line. */
import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError } from 'commander';
import type { ChatTerminal } from '../client/chat.js';
import { addClientFlags, readClientOptions } from './client-flags.js';

const variable = 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME';
const examples = `
Examples:
  $ bedrock-local chat
  $ bedrock-local chat --stream --model amazon.titan-text-express-v1 --temperature 0.9
  $ bedrock-local chat --system "Answer as a pirate."
  $ echo "What is Bedrock?" | bedrock-local chat

The history goes with every turn. exit, quit or Ctrl-D ends the chat; Ctrl-C ends an answer, or the chat.
Status: 0; where the input is not a terminal, 1 if a turn failed.`;

interface ChatFlags {
  endpoint?: string;
  region?: string;
  model: string;
  system?: string;
  stream: boolean;
  temperature?: number;
  topP?: number;
  maxTokens?: number;
  stop?: string[];
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

/** The process's input and output as a chat takes them. Prompts are for a person: through a pipe go answers alone. */
function createTerminal(describe: (error: unknown) => string): ChatTerminal & { close(): void } {
  const { stdin, stdout, stderr } = process;
  const typed = stdin.isTTY === true;
  const lines = createInterface({ input: stdin, ...(typed && { output: stdout }), prompt: 'User: ' });
  let turn: AbortController | undefined;
  let named = false;
  let closed = false;
  lines.on('close', () => typed && !closed && stdout.write('\n'));
  lines.on('SIGINT', () => (turn ? turn.abort() : lines.close()));
  return {
    lines,
    close() {
      closed = true;
      lines.close();
    },
    ask() {
      turn = undefined;
      if (typed) lines.prompt();
    },
    write(text) {
      if (typed && !named) stdout.write('Assistant: ');
      named = true;
      stdout.write(text);
    },
    complain: (error) => stderr.write(`${describe(error)}\n`),
    signal() {
      turn = new AbortController();
      named = false;
      return turn.signal;
    },
  };
}

async function talk({ model, system, stream, ...flags }: ChatFlags): Promise<void> {
  const options = readClientOptions(flags, variable);
  const { createRuntimeClient, describeError } = await import('../client/clients.js');
  const { chat } = await import('../client/chat.js');
  const client = await createRuntimeClient(options);
  const { temperature, topP, maxTokens, stop: stopSequences } = flags;
  const inferenceConfig = { temperature, topP, maxTokens, stopSequences };
  const terminal = createTerminal((error) => `bedrock-local: ${describeError(error, options.endpoint)}`);
  if (process.stdin.isTTY) process.stdout.write(`Chat with ${model} at ${options.endpoint}. exit ends it.\n`);
  const failed = await chat({ client, modelId: model, system, stream, inferenceConfig }, terminal);
  terminal.close();
  client.destroy();
  if (failed > 0 && !process.stdin.isTTY) process.exitCode = 1;
}

export function addChat(program: Command): void {
  const command = program.command('chat').description('talk to a model through Converse, with history');
  addClientFlags(command, variable)
    .option('--model <id>', 'model or inference profile', 'amazon.nova-lite-v1:0')
    .option('--system <prompt>', 'system prompt')
    .option('--stream', 'show the answer as it is made (ConverseStream)', false)
    .option('--no-stream', 'show it when it is whole (Converse; the default)')
    .option('--temperature <number>', 'inferenceConfig.temperature', number)
    .option('--top-p <number>', 'inferenceConfig.topP', number)
    .option('--max-tokens <count>', 'inferenceConfig.maxTokens', number)
    .option('--stop <sequence...>', 'inferenceConfig.stopSequences')
    .addHelpText('after', examples)
    .action(talk);
}
