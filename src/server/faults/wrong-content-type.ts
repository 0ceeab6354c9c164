/** The reply under another content type. */
import type { WrongContentTypeFault } from '../../fixtures/fault.js';
import type { FaultBehaviour } from './behaviour.js';

export const wrongContentTypeFault: FaultBehaviour<WrongContentTypeFault> = {
  onReply: ({ contentType = 'text/html' }, reply) => ({
    ...reply,
    headers: { ...reply.headers, 'content-type': contentType },
  }),
};
