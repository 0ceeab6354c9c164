/** Ends a stream with an exception frame: after so many events, tokens or milliseconds. */
import type { StreamErrorFault } from '../../fixtures/fault.js';
import type { Exchange } from '../exchange.js';
import type { Turn, TurnEvent } from '../inference/conversation.js';
import type { EventStream, FaultBehaviour } from './behaviour.js';
import { faultException } from './shared/exception-words.js';
import { tokensOf } from './shared/pace.js';
import { isStream } from './shared/streams.js';

export const streamErrorFault: FaultBehaviour<StreamErrorFault> = {
  concerns: isStream,
  onTurn: (options, turn) => (options.afterTokens === undefined ? turn : breakAfterTokens(options, turn)),
  onEvents(options, events, exchange) {
    if (options.afterMilliseconds !== undefined) return breakAfterTime(options, events, exchange);
    return options.afterTokens === undefined ? breakAfterEvents(options, events) : events;
  },
};

async function* breakAfterTokens(options: StreamErrorFault, turn: Turn): AsyncGenerator<TurnEvent> {
  const { afterTokens = 0 } = options;
  let tokens = 0;
  for await (const event of turn) {
    if ('contentBlockDelta' in event) {
      if (tokens >= afterTokens) throw faultException(options);
      tokens += tokensOf(event.contentBlockDelta.delta);
    } else if (!('messageStart' in event) && tokens >= afterTokens) throw faultException(options);
    yield event;
  }
}

async function* breakAfterEvents(options: StreamErrorFault, events: EventStream): AsyncGenerator<object> {
  const { afterEvents = 0 } = options;
  let index = 0;
  if (afterEvents === 0) throw faultException(options);
  for await (const event of events) {
    yield event;
    index += 1;
    if (index === afterEvents) throw faultException(options);
  }
}

/** A stream that is over sooner passes. */
async function* breakAfterTime(
  options: StreamErrorFault,
  events: EventStream,
  exchange: Exchange,
): AsyncGenerator<object> {
  const over = new AbortController();
  const signal = AbortSignal.any([exchange.signal(), over.signal]);
  const deadline = exchange.namespace.clock.sleep(options.afterMilliseconds ?? 0, signal).then(() => {
    throw faultException(options);
  });
  // It may come when nobody listens any more.
  deadline.catch(() => {});
  const source = iteratorOf(events);
  try {
    for (;;) {
      const step = await Promise.race([source.next(), deadline]);
      if (step.done) return;
      yield step.value;
    }
  } finally {
    over.abort();
    // Not awaited: it may be in the midst of a wait that is longer.
    source.return(undefined).catch(() => {});
  }
}

async function* iteratorOf(events: EventStream): AsyncGenerator<object> {
  yield* events;
}
