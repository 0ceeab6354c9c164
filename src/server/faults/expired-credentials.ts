/** Refuses credentials as expired. */
import type { ExpiredCredentialsFault } from '../../fixtures/fault.js';
import { exception } from '../exception.js';
import type { FaultBehaviour } from './behaviour.js';

export const expiredCredentialsFault: FaultBehaviour<ExpiredCredentialsFault> = {
  concerns: ({ accessKeyId }, { caller }) => accessKeyId === undefined || accessKeyId === caller.accessKeyId,
  /** Without a full stop. Source: recorded exchange. */
  onAuthenticate() {
    const message = 'The security token included in the request is expired';
    throw exception('ExpiredTokenException', message, { status: 403, source: 'coral.service' });
  },
};
