/** Says nothing more, and keeps the connection open until the client leaves. */
import type { HangFault } from '../../fixtures/fault.js';
import type { Exchange } from '../exchange.js';
import type { EventStream, FaultBehaviour } from './behaviour.js';
import { waitForDeparture } from './shared/duration.js';
import { isStream } from './shared/streams.js';

export const hangFault: FaultBehaviour<HangFault> = {
  concerns: (options, exchange) => options.afterEvents === undefined || isStream(options, exchange),
  onCall({ afterEvents }, exchange) {
    if (afterEvents === undefined) return waitForDeparture(exchange);
  },
  onEvents: ({ afterEvents = 0 }, events, exchange) => hangAfter(afterEvents, events, exchange),
};

async function* hangAfter(count: number, events: EventStream, exchange: Exchange): AsyncGenerator<object> {
  let index = 0;
  if (count > 0) {
    for await (const event of events) {
      yield event;
      index += 1;
      if (index === count) break;
    }
  }
  await waitForDeparture(exchange);
}
