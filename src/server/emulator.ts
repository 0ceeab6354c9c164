/** The journey of a request: one straight function from HTTP to HTTP. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { Namespace } from './namespace.js';
import type { Settings } from './settings.js';
import type { HttpReply, HttpRequest } from './waist.js';

export interface Emulator {
  /** Answers one request. Never rejects: whatever is thrown on the way becomes an exception on the wire. */
  handle(request: HttpRequest): Promise<HttpReply>;
  settings: Settings;
  /** The namespace of requests that name none. */
  namespace: Namespace;
}

export interface EmulatorOptions {
  settings?: Partial<Settings>;
  /** Told of every exchange when it has ended, with what we would tell the user about it. */
  observe?(entry: JournalEntry, hint: string | undefined): void;
}

export declare function createEmulator(options?: EmulatorOptions): Emulator;
