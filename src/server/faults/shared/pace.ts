/** A Turn at the pace of a model: a wait before the first token, and one for each. */
import type { Duration } from '../../../fixtures/fault.js';
import type { Exchange } from '../../exchange.js';
import type { BlockDelta, Turn, TurnEvent } from '../../inference/conversation.js';
import type { Sequence } from '../../inference/sequence.js';
import { countTokens } from '../../inference/tokens.js';
import { drawDuration, wait } from './duration.js';

export interface Pace {
  firstToken: Duration;
  token: Duration;
}

/**
 * The waits count into the latency that the Turn tells. What a timer takes too long is made up for by the waits after it; what
 * the Turn itself takes is not.
 */
export async function* paceTurn(
  turn: Turn,
  { firstToken, token }: Pace,
  exchange: Exchange,
  random: Sequence,
): AsyncGenerator<TurnEvent> {
  const { clock } = exchange.namespace;
  let waited = 0;
  let begun = false;
  let due = clock.now();
  let asked = due;
  for await (const event of turn) {
    due += clock.now() - asked;
    let milliseconds = 0;
    if (!begun && ('contentBlockDelta' in event || 'contentBlockStart' in event)) {
      begun = true;
      milliseconds += drawDuration(firstToken, random);
    }
    if ('contentBlockDelta' in event) {
      milliseconds += drawDuration(token, random) * tokensOf(event.contentBlockDelta.delta);
    }
    waited += milliseconds;
    due += milliseconds;
    if (milliseconds > 0) await wait(due - clock.now(), exchange);
    yield 'metadata' in event ? later(event, waited) : event;
    asked = clock.now();
  }
}

function later(event: Extract<TurnEvent, { metadata: unknown }>, milliseconds: number): TurnEvent {
  const { usage, metrics } = event.metadata;
  return { metadata: { usage, metrics: { latencyMs: Math.round(metrics.latencyMs + milliseconds) } } };
}

/** Tokens of a delta; what has no text counts as none. */
export function tokensOf(delta: BlockDelta): number {
  if ('text' in delta) return countTokens(delta.text);
  if ('toolUse' in delta) return countTokens(delta.toolUse.input);
  const reasoning = 'reasoningContent' in delta ? delta.reasoningContent : undefined;
  return reasoning && 'text' in reasoning ? countTokens(reasoning.text) : 0;
}
