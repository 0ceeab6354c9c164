/** The signal that a client has gone away, made only for those who ask: it costs as much as reading the request. */

export interface Departure {
  signal(): AbortSignal;
  happen(): void;
}

export function createDeparture(): Departure {
  let controller: AbortController | undefined;
  let happened = false;
  return {
    signal() {
      controller ??= new AbortController();
      if (happened) controller.abort();
      return controller.signal;
    },
    happen() {
      happened = true;
      controller?.abort();
    },
  };
}
