/** A chat with a model: a line in, a command run or an answer out, the conversation kept. */
import type { BedrockRuntimeClient, ContentBlock } from '@aws-sdk/client-bedrock-runtime';
import { endings, runChatCommand } from './chat/commands.js';
import { writeHistory } from './chat/history.js';
import { type ChatSettings, openSession, type Session } from './chat/session.js';
import { type Turn, takeTurn } from './chat/turn.js';

export interface ChatOptions extends ChatSettings {
  client: Pick<BedrockRuntimeClient, 'send'>;
}

export interface ChatTerminal {
  /** What the user says, line by line. */
  lines: AsyncIterable<string>;
  /** Called when it is the user's turn. */
  ask(): void;
  /** Called with each part of an answer; with a line's end after the last. */
  write(text: string): void;
  /** Called with what is said beside the answers: what a command did, what a turn cost. */
  note(text: string): void;
  /** Called with the error of a turn, which the history then forgets, or of a command. */
  complain(error: unknown, modelId: string): void;
  /** For the turn that begins: aborting it ends the turn, not the chat. */
  signal(): AbortSignal;
}

const endsOfItself = new Set(['end_turn', 'stop_sequence', undefined]);

/** `[9 in + 31 out tokens, 412 ms]`, and why the answer ended where it did not end of itself. */
export function describeTurn({ inputTokens, outputTokens, latencyMs, stopReason }: Turn): string {
  const why = endsOfItself.has(stopReason) ? '' : `, ended by ${stopReason}`;
  const tokens = inputTokens + outputTokens > 0 ? `${inputTokens} in + ${outputTokens} out tokens` : 'tokens unknown';
  return `[${tokens}, ${latencyMs} ms${why}]`;
}

/** Where the turn fails or is stopped, the attachments stay for the next attempt. */
async function converse(text: string, session: Session, client: ChatOptions['client'], terminal: ChatTerminal) {
  const content: ContentBlock[] = [...session.attachments, { text }];
  const { write, note } = terminal;
  const signal = terminal.signal();
  const turn = await takeTurn(client, session, content, { write, note, signal }).catch((error) => {
    if (!signal.aborted) throw error;
  });
  if (!turn) return note('[stopped; the conversation goes on as if you had not asked]');
  session.messages = [...session.messages, ...turn.messages];
  session.attachments = [];
  terminal.note(describeTurn(turn));
  if (session.history !== undefined) writeHistory(session.history, session);
}

/** Resolves when the lines end, with the number of turns and commands that failed. */
export async function chat({ client, ...settings }: ChatOptions, terminal: ChatTerminal): Promise<number> {
  const session = openSession(settings);
  let failed = 0;
  terminal.ask();
  for await (const line of terminal.lines) {
    const text = line.trim();
    if (endings.has(text)) break;
    try {
      if (text.startsWith('/') && !text.startsWith('//')) terminal.note(runChatCommand(text, session));
      else if (text) await converse(text.replace(/^\/\//, '/'), session, client, terminal);
    } catch (error) {
      failed++;
      terminal.complain(error, session.modelId);
    }
    terminal.ask();
  }
  return failed;
}
