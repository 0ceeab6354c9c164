/** The one Turn of an output that Converse's operations ask for. */
import type { Turn } from '../inference/conversation.js';
import type { InferenceOutput } from '../inference/inference.js';

/** Throws where the output is no conversation: a defect of whoever answered. */
export function firstTurn(output: InferenceOutput): Turn {
  const turn = output.kind === 'conversation' ? output.turns[0] : undefined;
  if (!turn) throw new Error(`a conversation was asked for and ${output.kind} was given`);
  return turn;
}
