/** Answers any operation with a sample of its output, save where it would have to speak of a thing that nobody created. */
import type { Exchange, Reply } from '../exchange.js';
import { sampleOutput } from '../smithy/sample.js';
import { refuseUnknownResource } from './shared/named-resource.js';

/**
 * Nothing is remembered: what a Create names, a later Get does not find. Throws what AWS answers where the input names a
 * resource: it does not exist.
 */
export function respondWithSample({ operation, input, namespace, seed, notes }: Exchange): Reply {
  notes.answeredBy = 'sample';
  refuseUnknownResource(operation, input);
  return {
    kind: 'output',
    output: { output: sampleOutput(operation, { seed, now: namespace.clock.now(), known: input }) },
  };
}
