/** `/_local/reset`: a namespace as it was at the start. */
import { controlOf, empty, type RegisterRoutes } from './route.js';

export const registerReset: RegisterRoutes = (app, namespaces) => {
  const summary =
    'Forget fixtures, faults, quotas and their use, journal and resources; what the server was started with stays';
  app.post('/_local/reset', { schema: { tags: ['namespaces'], summary } }, (request, reply) =>
    empty(reply, controlOf(request, namespaces).reset()),
  );
};
