/** What a line that begins with a slash does in a chat. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { userError } from '../user-error.js';
import { readDocument, readPath, readPicture, withOwnName } from './attachments.js';
import { writeHistory } from './history.js';
import type { Session } from './session.js';
import { toolNames } from './tools.js';

export interface ChatCommand {
  /** What stands behind its name. */
  argument?: string;
  description: string;
  /** Answers with the line to show. Throws one sentence where the argument makes no sense. */
  run(session: Session, argument: string): string;
}

const count = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`;

function attach(session: Session, read: typeof readPicture, argument: string): string {
  if (argument === '') throw userError('name the file');
  const path = readPath(argument, homedir());
  session.attachments.push(withOwnName(read(path), session.attachments));
  return `${path} goes with your next message (${count(session.attachments.length, 'attachment')})`;
}

/** Nothing said turns it over. */
function readSwitch(argument: string, before: boolean): boolean {
  if (argument === '') return !before;
  if (argument !== 'on' && argument !== 'off') throw userError(`on or off, not "${argument}"`);
  return argument === 'on';
}

function save(session: Session, argument: string): string {
  if (argument === '') throw userError('name the file to save to');
  const path = resolve(readPath(argument, homedir()));
  if (existsSync(path) && !session.own.has(path)) throw userError(`${path} is there already; name another file`);
  writeHistory(path, session);
  session.own.add(path);
  return `saved to ${path}; "bedrock-local chat --resume" goes on from there`;
}

/** Thoughts are signed by the model that had them, and another one refuses them. */
function changeModel(session: Session, argument: string): string {
  if (argument === '') return `the model is ${session.modelId}; "bedrock-local models" lists what there is`;
  session.modelId = argument;
  session.messages = session.messages.map(({ role, content = [] }) => ({
    role,
    content: content.filter((block) => !block.reasoningContent),
  }));
  return `the model is ${argument} now`;
}

function help(): string {
  const names = Object.entries(chatCommands).map(([name, { argument }]) =>
    [`/${name}`, argument].filter(Boolean).join(' '),
  );
  const width = Math.max(...names.map((name) => name.length));
  const lines = Object.values(chatCommands).map(
    ({ description }, index) => `${names[index]!.padEnd(width)}  ${description}`,
  );
  return [...lines, `${'//...'.padEnd(width)}  a message that begins with a slash`].join('\n');
}

/** Ends the chat; so do `exit` and `quit` alone on a line, and the end of the input. */
export const endings = new Set(['/quit', '/exit', 'exit', 'quit']);

export const chatCommands: Record<string, ChatCommand> = {
  model: { argument: 'ID', description: 'talk to another model, of the same conversation', run: changeModel },
  system: {
    argument: 'TEXT',
    description: 'the system prompt from now on; without a text: none',
    run(session, argument) {
      session.system = argument || undefined;
      return argument ? 'the system prompt is set' : 'there is no system prompt now';
    },
  },
  image: {
    argument: 'PATH',
    description: 'attach a picture to the next message',
    run: (session, argument) => attach(session, readPicture, argument),
  },
  document: {
    argument: 'PATH',
    description: 'attach a document to the next message',
    run: (session, argument) => attach(session, readDocument, argument),
  },
  tools: {
    argument: 'on|off',
    description: `let the model call ${toolNames.join(', ')} on this machine`,
    run(session, argument) {
      session.tools = readSwitch(argument, session.tools);
      return session.tools ? `tools are on: ${toolNames.join(', ')}` : 'tools are off';
    },
  },
  stream: {
    argument: 'on|off',
    description: 'show answers as they are made (ConverseStream), or whole (Converse)',
    run(session, argument) {
      session.stream = readSwitch(argument, session.stream);
      return session.stream ? 'answers show as they are made' : 'answers show when they are whole';
    },
  },
  clear: {
    description: 'forget the conversation and the attachments',
    run(session) {
      session.messages = [];
      session.attachments = [];
      return 'the conversation begins anew';
    },
  },
  save: { argument: 'PATH', description: 'save the conversation', run: save },
  help: { description: 'this list', run: help },
  quit: { description: 'end the chat', run: () => '' },
};

/** Runs the command of a line such as `/model amazon.nova-lite-v1:0`. */
export function runChatCommand(line: string, session: Session): string {
  const [, name = '', argument = ''] = /^\/(\S*)\s*(.*)$/.exec(line) ?? [];
  const command = Object.hasOwn(chatCommands, name) ? chatCommands[name] : undefined;
  if (!command) throw userError(`there is no command /${name}; /help lists them, and // begins a message with a slash`);
  return command.run(session, argument.trim());
}
