/** The public face of the package. */
export type { Fault } from './fixtures/fault.js';
export type { Fixture, FixtureMatch, FixtureReply } from './fixtures/fixture.js';
export type { JournalEntry } from './fixtures/journal-entry.js';
export type { Control, JournalFilter } from './server/control.js';
export { createEmulator, type Emulator, type EmulatorOptions } from './server/emulator.js';
export type { Settings } from './server/settings.js';
export type { HttpReply, HttpRequest } from './server/waist.js';
export { createHttpControl } from './testing/http-control.js';
export { type StartedServer, type StartServerOptions, startServer } from './testing/start-server.js';
