/** Answers an inference with words, vectors or pictures of our own making. */
import type { Exchange, Reply } from '../exchange.js';
import { generate } from '../generation/index.js';

export function respondWithGenerator(exchange: Exchange): Reply | undefined {
  const { inference, model, namespace, seed, startedAt } = exchange;
  if (!inference || !model) return undefined;
  exchange.notes.answeredBy = 'generator';
  const output = generate(inference, {
    seed,
    startedAt,
    monotonic: namespace.clock.monotonic,
    format: model.model.format,
    maxOutputTokens: model.model.maxOutputTokens,
  });
  return { kind: 'inference', output };
}
