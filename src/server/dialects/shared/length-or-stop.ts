/** The two stop reasons of completion models. */
import type { StopReason } from '../../inference/conversation.js';

/** A stop sequence is a `stop` like any other. Source: recorded exchanges. */
export function lengthOrStop(stopReason: StopReason): 'length' | 'stop' {
  return stopReason === 'max_tokens' ? 'length' : 'stop';
}
