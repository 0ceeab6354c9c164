/** What a fault does: small verbs, each at its place on the journey. */
import type { NamedFault } from '../../fixtures/fault.js';
import type { Exchange } from '../exchange.js';
import type { Turn } from '../inference/conversation.js';
import type { Sequence } from '../inference/sequence.js';
import type { HttpReply } from '../waist.js';

/** Events as the operation's schema has them, before they become frames. */
export type EventStream = Iterable<object> | AsyncIterable<object>;

/** `random` is the fault's own sequence, from its seed. */
export interface FaultBehaviour<Options extends NamedFault = NamedFault> {
  /** Whether the fault could show on this exchange, or on its reply where it acts on nothing sooner. Default: on any. */
  concerns?(options: Options, exchange: Exchange, reply: HttpReply | undefined): boolean;
  /** Throws a `BrokenConnection` to give no reply at all. */
  onConnection?(options: Options, exchange: Exchange): void;
  /** Throws to refuse the caller. */
  onAuthenticate?(options: Options, exchange: Exchange): void;
  /** Before anything answers. Throws to answer with an exception; waits to be slow. */
  onCall?(options: Options, exchange: Exchange, random: Sequence): void | Promise<void>;
  /** The answer to a conversation in the neutral form: what is done here shows in every format. */
  onTurn?(options: Options, turn: Turn, exchange: Exchange, random: Sequence): Turn;
  /** The events of a streamed reply. What they throw becomes an exception frame. */
  onEvents?(options: Options, events: EventStream, exchange: Exchange, random: Sequence): EventStream;
  /** The reply's head, or all of it; refusals too. */
  onReply?(options: Options, reply: HttpReply): HttpReply;
  /** The reply's bytes and its end; refusals too. */
  onBytes?(options: Options, reply: HttpReply, exchange: Exchange, random: Sequence): HttpReply;
}
