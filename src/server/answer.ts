/** Asks the responders in their order, with the operation's own behaviour between them; reads and writes the face of an inference. */
import type { Exchange, Reply, Responder } from './exchange.js';
import type { Strikes } from './faults/strike.js';
import type { Face, OperationHandler } from './operations/behaviour.js';
import { operationBehaviours } from './operations/index.js';
import { reserveQuota } from './quotas/charge.js';
import { firstResponders, lastResponders } from './responders/index.js';

const respondWithOperation: Responder = (exchange) => {
  const behaviour = operationBehaviours[exchange.operation.name];
  return behaviour && 'handle' in behaviour ? handle(behaviour.handle, exchange) : undefined;
};

async function handle(operation: OperationHandler, exchange: Exchange): Promise<Reply> {
  exchange.notes.answeredBy = 'operation';
  return { kind: 'output', output: await operation(exchange, answer) };
}

/** The mode `emulate`: fixtures, operations, generator, sample. */
const emulate: Responder[] = [...firstResponders, respondWithOperation, ...lastResponders];

/** The first responder that answers wins; an answer in the neutral form is written by the operation's face. */
export async function answer(exchange: Exchange, strikes?: Strikes): Promise<Reply> {
  const face = openFace(exchange);
  if (face && !exchange.atRest && exchange.namespace.quotas.entries.length > 0)
    exchange.charge = await reserveQuota(exchange);
  if (strikes) await strikes.onCall();
  if (face?.answered) {
    exchange.notes.answeredBy = 'guardrail';
    return { kind: 'output', output: await face.answered() };
  }
  for (const respond of emulate) {
    const pending = respond(exchange);
    const reply = pending instanceof Promise ? await pending : pending;
    if (!reply) continue;
    if (reply.kind !== 'inference' || !face) return reply;
    const output = exchange.charge ? exchange.charge.watch(reply.output) : reply.output;
    const written = face.write(strikes ? strikes.onInference(output) : output);
    return { kind: 'output', output: written instanceof Promise ? await written : written };
  }
  throw new Error(`nothing answers ${exchange.operation.name}`);
}

function openFace(exchange: Exchange): Face | undefined {
  const behaviour = operationBehaviours[exchange.operation.name];
  if (!behaviour || !('open' in behaviour)) return undefined;
  const face = behaviour.open(exchange);
  exchange.inference = face.inference;
  exchange.model = face.model;
  exchange.notes.model = face.model.requestedId;
  return face;
}
