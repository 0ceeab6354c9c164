/** Answers any operation with a sample of its output, save where it would have to speak of a thing that nobody created. */
import type { Exchange, OperationOutput, Reply } from '../exchange.js';
import { sampleOutput } from '../smithy/sample.js';
import { createdValues } from './shared/created-values.js';
import { refuseUnknownResource } from './shared/named-resource.js';

/**
 * Nothing is remembered: what a Create names, a later Get does not find. Throws what AWS answers where the input names a
 * resource: it does not exist.
 */
export function respondWithSample(exchange: Exchange): Reply {
  return { kind: 'output', output: answerWithSample(exchange) };
}

/** The same, for an operation that has looked at its input before. */
export function answerWithSample(exchange: Exchange): OperationOutput {
  const { operation, input, namespace, seed } = exchange;
  exchange.notes.answeredBy = 'sample';
  refuseUnknownResource(operation, input);
  const known = { ...input, ...createdValues(exchange) };
  return { output: sampleOutput(operation, { seed, now: namespace.clock.now(), known }) };
}
