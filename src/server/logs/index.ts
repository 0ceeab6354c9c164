/** The logs of exchanges: who is told of each that has ended. */
import type { ExchangeLog } from './exchange-log.js';
import { logInvocation } from './invocation-log.js';
import { logTrail } from './trail.js';

export const exchangeLogs: ExchangeLog[] = [logInvocation, logTrail];
