/** The signals that ask a process to end. */
import { constants } from 'node:os';

const endings: NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Calls `listener` at each of them until the returned function is called; till then they do not end the process. */
export function onEndingSignal(listener: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of endings) process.on(signal, listener);
  return () => {
    for (const signal of endings) process.off(signal, listener);
  };
}

/** Resolves at the first of them. A second one then ends the process at once. */
export function endingSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const stop = onEndingSignal((signal) => {
      stop();
      resolve(signal);
    });
  });
}

/** The exit status that shells give a process ended by `signal`: 143 for SIGTERM. */
export function signalStatus(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
