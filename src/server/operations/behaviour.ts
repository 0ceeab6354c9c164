/** What an operation with behaviour gives: an answer, or the face of an inference. */

import type { ResolvedModel } from '../catalogue.js';
import type { Exchange, OperationOutput, Reply } from '../exchange.js';
import type { Inference, InferenceOutput } from '../inference/inference.js';

/** Asks whoever answers exchanges: for an operation that holds others within it. */
export type Answer = (exchange: Exchange) => Promise<Reply>;

/** Answers an exchange by itself. */
export type OperationHandler = (exchange: Exchange, answer: Answer) => OperationOutput | Promise<OperationOutput>;

/** How one operation reads an inference and writes its output; whoever answers sees only the inference. */
export interface Face {
  inference: Inference;
  model: ResolvedModel;
  write(output: InferenceOutput): OperationOutput | Promise<OperationOutput>;
  /** Present where a guardrail has blocked the input: the reply, and nobody else is asked. */
  answered?(): Promise<OperationOutput>;
}

export type OperationBehaviour = { handle: OperationHandler } | { open(exchange: Exchange): Face };
