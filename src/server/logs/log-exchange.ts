/** Tells every log of an exchange that has ended. */
import type { Exchange } from '../exchange.js';
import type { JournalRecord } from '../namespace.js';
import type { Delivery } from './delivery.js';
import { exchangeLogs } from './index.js';

/** Never throws: what cannot be logged is a warning. */
export function logExchange(exchange: Exchange, record: JournalRecord, delivery: Delivery): void {
  for (const log of exchangeLogs) {
    try {
      log(exchange, record, delivery);
    } catch (cause) {
      delivery.warn(`an exchange of ${exchange.operation.name} could not be logged: ${(cause as Error).message}`);
    }
  }
}
