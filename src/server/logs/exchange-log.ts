/** What a log of exchanges is: told of each that has ended, and written down behind it. */
import type { Exchange } from '../exchange.js';
import type { JournalRecord } from '../namespace.js';
import type { Delivery } from './delivery.js';

/** What is to be delivered of an exchange. */
export type ExchangeLog = (exchange: Exchange, record: JournalRecord, delivery: Delivery) => void;
