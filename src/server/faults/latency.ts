/** Waits before the reply begins, before the first token or for each token, by the namespace's clock; a client that leaves ends the wait. */
import type { LatencyFault } from '../../fixtures/fault.js';
import type { FaultBehaviour } from './behaviour.js';
import { drawDuration, wait } from './shared/duration.js';
import { paceTurn } from './shared/pace.js';

export const latencyFault: FaultBehaviour<LatencyFault> = {
  concerns: ({ before = 'headers' }, { operation, inference }) =>
    before === 'headers' || (operation.service === 'bedrock-runtime' && inference?.kind === 'conversation'),
  onCall({ milliseconds, before = 'headers' }, exchange, random) {
    if (before === 'headers') return wait(drawDuration(milliseconds, random), exchange);
  },
  onTurn({ milliseconds, before = 'headers' }, turn, exchange, random) {
    if (before === 'headers') return turn;
    const pace = before === 'token' ? { firstToken: 0, token: milliseconds } : { firstToken: milliseconds, token: 0 };
    return paceTurn(turn, pace, exchange, random);
  },
};
