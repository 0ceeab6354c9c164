/** The public face of the package. */
export type { Fault } from './fixtures/fault.js';
export type { Fixture, FixtureMatch, FixtureReply } from './fixtures/fixture.js';
export type { JournalEntry } from './fixtures/journal-entry.js';
export type { Quota, QuotaEntry } from './fixtures/quota.js';
export type { Control } from './server/control.js';
export { createEmulator, type Emulator, type EmulatorOptions } from './server/emulator.js';
export type { JournalCall } from './server/journal-calls.js';
export type { JournalControl, JournalFormat } from './server/journal-control.js';
export type { JournalFilter } from './server/journal-filter.js';
export type { Settings } from './server/settings.js';
export type { HttpReply, HttpRequest } from './server/waist.js';
export {
  type ConnectOptions,
  connectServer,
  type RemoteNamespace,
  type RemoteServer,
} from './testing/connect-server.js';
export { createHttpControl } from './testing/http-control.js';
export type { ClientOptions } from './testing/local-bedrock.js';
export {
  type ServerNamespace,
  type StartedServer,
  type StartServerOptions,
  startServer,
} from './testing/start-server.js';
