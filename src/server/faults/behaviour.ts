/** What a fault does: small verbs, each at its place on the journey. */
import type { Fault } from '../../fixtures/fault.js';
import type { Exchange } from '../exchange.js';

export interface FaultBehaviour<Options extends Fault = Fault> {
  /** Before anything answers. Throws to answer with an exception; waits to be slow. */
  onCall?(options: Options, exchange: Exchange): void | Promise<void>;
}
