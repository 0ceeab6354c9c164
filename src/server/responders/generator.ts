/** Answers an inference with words, vectors or pictures of our own making. */
import type { Exchange, Reply } from '../exchange.js';
import { generate } from '../generation/index.js';
import { splitUsage, usePromptCache } from '../generation/prompt-cache.js';
import type { TurnEvent } from '../inference/conversation.js';
import type { InferenceOutput } from '../inference/inference.js';
import { mapStream } from '../inference/stream.js';

/** Tokens that a prefix must have where the catalogue does not say. Source: user guide, "Prompt caching". */
const DEFAULT_CACHE_MINIMUM = 1024;

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
  return { kind: 'inference', output: applyPromptCache(exchange, output) };
}

/** Where the conversation has cache points, its usage says what was read and written; otherwise nothing is touched. */
function applyPromptCache({ inference, model, namespace }: Exchange, output: InferenceOutput): InferenceOutput {
  if (inference?.kind !== 'conversation' || output.kind !== 'conversation' || !model) return output;
  const { promptCache, clock } = namespace;
  const cached = usePromptCache(
    inference,
    promptCache,
    model.model.cacheMinTokens ?? DEFAULT_CACHE_MINIMUM,
    clock.now(),
  );
  if (!cached) return output;
  const split = (event: TurnEvent): TurnEvent[] => {
    if (!('metadata' in event)) return [event];
    const { metadata } = event;
    return [{ metadata: { ...metadata, usage: splitUsage(metadata.usage, cached) } }];
  };
  return { ...output, turns: output.turns.map((turn) => mapStream(turn, split)) };
}
