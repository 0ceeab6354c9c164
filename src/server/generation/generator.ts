/** What a generator is: an inference in, its output out. One for each kind. */
import type { Inference, InferenceOutput } from '../inference/inference.js';

export interface GenerationContext {
  /** From the request and the namespace's seed: the same request gives the same reply. */
  seed: number;
  /** Monotonic milliseconds, for latencies that are measured. */
  monotonic(): number;
  /** Monotonic milliseconds at which the request arrived. */
  startedAt: number;
  /** Dialect of the model: some families cap or shape their text. */
  format: string;
  maxOutputTokens?: number;
}

export type Generate = (inference: Inference, context: GenerationContext) => InferenceOutput;

/** The generator of one kind. */
export type GenerateKind<Kind extends Inference['kind']> = (
  inference: Extract<Inference, { kind: Kind }>,
  context: GenerationContext,
) => Extract<InferenceOutput, { kind: Kind }>;
