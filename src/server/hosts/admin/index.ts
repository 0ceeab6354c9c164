/** The groups of routes of the control interface. */
import { registerFaults, registerFixtures } from './additions.js';
import { registerClock } from './clock.js';
import { registerDescription } from './description.js';
import { registerExplain } from './explain.js';
import { registerJournal } from './journal.js';
import { registerMetrics } from './metrics.js';
import { registerNamespaces } from './namespaces.js';
import { registerQuotas } from './quotas.js';
import { registerReset } from './reset.js';
import type { RegisterRoutes } from './route.js';
import { registerState } from './state.js';

export const adminRoutes: RegisterRoutes[] = [
  registerDescription,
  registerFixtures,
  registerFaults,
  registerQuotas,
  registerJournal,
  registerClock,
  registerExplain,
  registerNamespaces,
  registerMetrics,
  registerState,
  registerReset,
];
