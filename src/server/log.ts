/** The log: one line for each exchange, for people or as JSON. Headers, bodies and queries never enter it. */
import { createRequire } from 'node:module';
import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { LogOptions } from './options.js';
import { printable } from './printable.js';

export interface LogTarget {
  write(text: string): unknown;
  isTTY?: boolean;
}

export interface Log {
  /** Told when an exchange has ended. `hint` is what we would tell the user about it. */
  exchange(entry: JournalEntry, hint?: string): void;
  info(message: string, members?: Record<string, unknown>): void;
  warn(message: string, members?: Record<string, unknown>): void;
  error(message: string, members?: Record<string, unknown>): void;
}

type Level = 'error' | 'warn' | 'info';
type Writer = (level: Level, message: string, members: Record<string, unknown>) => void;

const ranks = { silent: 0, error: 1, warn: 2, info: 3, debug: 4 };
const colours = { red: 31, green: 32, yellow: 33, dim: 90, none: 0 };

/** A failure is an error, a refusal a warning, the rest information. */
function levelOf(entry: JournalEntry): Level {
  if (entry.status >= 500) return 'error';
  return entry.status >= 400 || !entry.completed ? 'warn' : 'info';
}

/** `GET /nothing/here`: no query, because a presigned one holds a signature. */
const target = ({ request }: JournalEntry) => `${request.method} ${request.url.split('?')[0]}`;

function paint(text: string, colour: keyof typeof colours, coloured: boolean): string {
  return coloured && colour !== 'none' ? `\u001b[${colours[colour]}m${text}\u001b[0m` : text;
}

function describeOutcome(entry: JournalEntry): string {
  const parts = [
    entry.model?.padEnd(38),
    entry.usage && `${entry.usage.inputTokens}+${entry.usage.outputTokens} tokens`,
    entry.exception,
    entry.faults.length > 0 && `faults ${entry.faults.join(',')}`,
    entry.answeredBy,
    !entry.completed && 'not finished',
  ];
  return parts.filter(Boolean).join('  ');
}

/** `12:04:31 200    14 ms  Converse              amazon.nova-lite-v1:0     9+31 tokens  generator`. */
function writeText(entry: JournalEntry, hint: string | undefined, options: LogOptions, coloured: boolean): string {
  const { status } = entry;
  const colour = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
  const line = [
    paint(new Date(entry.startedAt).toTimeString().slice(0, 8), 'dim', coloured),
    paint(String(status), colour, coloured),
    `${Math.round(entry.durationMs)} ms`.padStart(8),
    '',
    printable(entry.operation ?? target(entry)).padEnd(29),
    printable(describeOutcome(entry)),
  ].join(' ');
  const more = [
    status >= 400 && entry.message?.slice(0, 500),
    hint && `hint: ${hint}`,
    options.level === 'debug' && `${entry.id} ${entry.region} ${entry.request.protocol} ${entry.caller.kind}`,
  ].filter((text) => typeof text === 'string');
  return [line.trimEnd(), ...more.map((text) => paint(`         ${printable(text)}`, 'dim', coloured))].join('\n');
}

/** What a line says, as members: for JSON. */
function toMembers(entry: JournalEntry, hint: string | undefined): Record<string, unknown> {
  const { id, namespace, operation, model, region, status, durationMs, usage, answeredBy, exception } = entry;
  const ms = Math.round(durationMs * 10) / 10;
  const counts = { inputTokens: usage?.inputTokens, outputTokens: usage?.outputTokens };
  const faults = entry.faults.length > 0 ? entry.faults : undefined;
  const refusal = exception === undefined ? undefined : entry.message;
  const outcome = { exception, refusal, hint, faults, completed: entry.completed };
  return { id, namespace, operation, model, region, status, ms, ...counts, answeredBy, ...outcome };
}

function createJsonWriter(options: LogOptions, destination: LogTarget): Writer {
  const pino = createRequire(import.meta.url)('pino') as typeof import('pino');
  const settings = {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  const logger = pino({ level: options.level, ...settings }, { write: (line) => void destination.write(line) });
  return (level, message, members) => logger[level](members, message);
}

function createTextWriter(destination: LogTarget, coloured: boolean): Writer {
  const colourOf = { error: 'red', warn: 'yellow', info: 'none' } as const;
  return (level, message) => destination.write(`${paint(printable(message), colourOf[level], coloured)}\n`);
}

/** `destination` is standard output, or standard error where a child has the output for itself. */
export function createLog(options: LogOptions, destination: LogTarget): Log {
  const json = options.format === 'json';
  const coloured = !json && (options.colour ?? destination.isTTY === true);
  const write = json ? createJsonWriter(options, destination) : createTextWriter(destination, coloured);
  const speaks = (level: Level) => ranks[level] <= ranks[options.level];
  const say =
    (level: Level): Log['info'] =>
    (message, members = {}) => {
      if (speaks(level)) write(level, message, members);
    };
  return {
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    exchange(entry, hint) {
      const level = levelOf(entry);
      if (!speaks(level)) return;
      if (json) write(level, entry.operation ?? target(entry), toMembers(entry, hint));
      else destination.write(`${writeText(entry, hint, options, coloured)}\n`);
    },
  };
}
