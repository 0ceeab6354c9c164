/** The passage of a server that records, replays or passes on: its recordings, its upstream, and what is between them. */
import { createDefaultChain, type Provide } from '../backends/credentials.js';
import { createTransport } from '../backends/transport.js';
import { createUpstream } from '../backends/upstream.js';
import { createClock } from '../clock.js';
import type { PassageOptions } from '../options.js';
import type { Passage } from '../passage.js';
import { openRecordings, type RecordingStore } from '../recordings/store.js';
import { passages } from '../responders/passages.js';
import type { Settings } from '../settings.js';

export interface OpenPassage {
  passage: Passage;
  /** Absent where nothing is recorded or given again. */
  recordings?: RecordingStore;
  /** Ends connections to the upstream, and resolves when what is being written is on the disk. */
  close(): Promise<void>;
}

export interface OpenPassageOptions extends PassageOptions {
  /** Credentials for the upstream. Default: an API key of the environment, or else the SDK's chain. */
  credentials?: Provide;
}

/** Undefined in the mode `emulate`. Throws in one sentence where the folder of recordings cannot be used. */
export function openPassage(
  options: OpenPassageOptions,
  { recordings: rules, accountId }: Settings,
  warn: (sentence: string) => void,
): OpenPassage | undefined {
  const { mode, folder, speed, olderThan } = options;
  if (mode === 'emulate') return undefined;
  const clock = createClock();
  const upstream = createUpstream({
    ...(options.upstream !== undefined && { url: options.upstream }),
    credentials: options.credentials ?? defaultCredentials(options),
    transport: createTransport(options.transport, () => clock.monotonic()),
    now: () => clock.realNow(),
  });
  const recordings =
    mode === 'passthrough'
      ? undefined
      : openRecordings(folder, { clock, rules, accounts: [accountId], replace: mode === 'record' });
  for (const problem of recordings?.problems ?? []) warn(`${problem}; the others still serve`);
  const parts = { recordings: recordings as RecordingStore, upstream, speed, olderThan, warn };
  return {
    passage: passages[mode](parts),
    ...(recordings && { recordings }),
    async close() {
      await upstream.close();
      await recordings?.close();
    },
  };
}

function defaultCredentials({ apiKey }: OpenPassageOptions): Provide {
  return apiKey === undefined ? createDefaultChain() : async () => ({ apiKey });
}
