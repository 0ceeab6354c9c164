/** One call of a command: its client, its waits in view, Ctrl-C, and its errors in one sentence and status 1. */
import type { ClientOptions } from '../client/clients.js';
import type { Place } from '../client/describe-error.js';
import { onEndingSignal, signalStatus } from './signals.js';

export const complain = (line: string) => process.stderr.write(`bedrock-local: ${line}\n`);

export interface CallOptions<Client> {
  options: ClientOptions;
  /** Of the SDK's clients, which to make. */
  connect(options: ClientOptions): Promise<Client>;
  /** What to say of a failure: `no image from amazon.nova-canvas-v1:0`. */
  failed: string;
  model?: string;
}

/** Ends with status 128 + n at the signal n, in the middle of whatever it is. */
export async function callServer<Client extends { destroy(): void }>(
  { options, connect, failed, model }: CallOptions<Client>,
  call: (client: Client, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { describeError } = await import('../client/describe-error.js');
  const { isUserError } = await import('../client/user-error.js');
  const { createRetryStrategy } = await import('../client/patience.js');
  const leaving = new AbortController();
  let ending: NodeJS.Signals | undefined;
  const stop = onEndingSignal((signal) => {
    ending = signal;
    stop();
    leaving.abort();
  });
  const retryStrategy = createRetryStrategy({ tell: complain, signal: () => leaving.signal });
  const client = await connect({ ...options, retryStrategy });
  const place: Place = { failed, endpoint: options.endpoint, region: options.region, model };
  try {
    await call(client, leaving.signal);
  } catch (error) {
    if (isUserError(error)) throw error;
    if (!ending) complain(describeError(error, place));
    process.exitCode = 1;
  } finally {
    stop();
    client.destroy();
    if (ending) process.exitCode = signalStatus(ending);
  }
}
