/** Leaves headers out of the reply. */
import type { MissingHeadersFault } from '../../fixtures/fault.js';
import type { FaultBehaviour } from './behaviour.js';

export const missingHeadersFault: FaultBehaviour<MissingHeadersFault> = {
  onReply({ headers: names }, reply) {
    const unwanted = names?.map((name) => name.toLowerCase());
    const kept = Object.entries(reply.headers).filter(([name]) => unwanted && !unwanted.includes(name));
    return { ...reply, headers: Object.fromEntries(kept) };
  },
};
