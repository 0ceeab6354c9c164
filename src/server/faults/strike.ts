/** Lets every fault that applies to an exchange act, in order, each at its place on the journey. */
import type { FixtureMatch } from '../../fixtures/fixture.js';
import type { Exchange } from '../exchange.js';
import type { InferenceOutput } from '../inference/inference.js';
import type { HttpReply } from '../waist.js';
import type { EventStream } from './behaviour.js';
import { decide, type Part, partsOf } from './shared/parts.js';

/** The places at which the journey of one exchange lets faults act. */
export interface Strikes {
  /** Once the caller is known. Throws a `BrokenConnection` or the refusal of the caller. */
  onArrival(): void;
  /** Once the inference is read, before anything answers. */
  onCall(): Promise<void>;
  onInference(output: InferenceOutput): InferenceOutput;
  onEvents(events: EventStream): EventStream;
  /** The reply as it would go out, its head complete. */
  onReply(reply: HttpReply): HttpReply;
}

/** What can be told of an exchange before its inference is read. */
const earlyCriteria = new Set<string>(['operation', 'region', 'headers', 'input'] satisfies (keyof FixtureMatch)[]);

const isEarly = ({ behaviour, options, active }: Part) =>
  (behaviour.onConnection || behaviour.onAuthenticate) &&
  !active.when &&
  Object.keys(options.match ?? {}).every((name) => earlyCriteria.has(name));

const isLate = ({ behaviour }: Part) =>
  !behaviour.onConnection && !behaviour.onAuthenticate && !behaviour.onCall && !behaviour.onTurn && !behaviour.onEvents;

/** `undefined` where no fault is in force. A fault is held against an exchange once, at the first place at which it could act. */
export function createStrikes(exchange: Exchange): Strikes | undefined {
  if (exchange.namespace.faults.length === 0) return undefined;
  const parts = partsOf(exchange.namespace);
  const striking: Part[] = [];
  return {
    onArrival() {
      for (const part of parts) if (isEarly(part) && decide(part, exchange)) refuse(part, exchange);
    },
    async onCall() {
      for (const part of parts) {
        if (isEarly(part) || isLate(part) || !decide(part, exchange)) continue;
        refuse(part, exchange);
        striking.push(part);
        const { behaviour, options, random } = part;
        await naming(part, exchange, () => behaviour.onCall?.(options, exchange, random));
      }
    },
    onInference: (output) => (output.kind === 'conversation' ? strikeTurns(output, striking, exchange) : output),
    onEvents: (events) =>
      striking.reduce(
        (stream, { behaviour, options, random }) => behaviour.onEvents?.(options, stream, exchange, random) ?? stream,
        events,
      ),
    onReply: (reply) =>
      strikeReply(
        reply,
        parts.filter((part) => isLate(part) && decide(part, exchange, reply)),
        exchange,
      ),
  };
}

function refuse(part: Part, exchange: Exchange): void {
  const { behaviour, options } = part;
  naming(part, exchange, () => {
    behaviour.onConnection?.(options, exchange);
    behaviour.onAuthenticate?.(options, exchange);
  });
}

/** Notes that it was the fault that answered, if it did: a fault answers by what it throws. */
function naming<Result>({ active }: Part, exchange: Exchange, act: () => Result): Result {
  const { answeredBy } = exchange.notes;
  try {
    return act();
  } catch (thrown) {
    exchange.notes.answeredBy = answeredBy ?? `fault:${active.id}`;
    throw thrown;
  }
}

function strikeTurns(
  output: Extract<InferenceOutput, { kind: 'conversation' }>,
  striking: Part[],
  exchange: Exchange,
): InferenceOutput {
  const turns = output.turns.map((turn) =>
    striking.reduce(
      (changed, { behaviour, options, random }) => behaviour.onTurn?.(options, changed, exchange, random) ?? changed,
      turn,
    ),
  );
  return { ...output, turns };
}

/** First what is done to the reply, then what is done to its bytes. */
function strikeReply(reply: HttpReply, striking: Part[], exchange: Exchange): HttpReply {
  let changed = reply;
  for (const { behaviour, options } of striking) changed = behaviour.onReply?.(options, changed) ?? changed;
  for (const { behaviour, options, random } of striking)
    changed = behaviour.onBytes?.(options, changed, exchange, random) ?? changed;
  return changed;
}
