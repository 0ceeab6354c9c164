/** `/_local/state`: the resources of a namespace, out and in. */
import type { Snapshot } from '../../namespace-snapshot.js';
import { controlOf, empty, type RegisterRoutes } from './route.js';

const snapshot = {
  type: 'object',
  required: ['version', 'resources'],
  properties: {
    version: { const: 1 },
    resources: { type: 'object', description: '"kind/region/account" to id to resource.' },
  },
};

export const registerState: RegisterRoutes = (app, namespaces) => {
  const about = (summary: string, more: object) => ({ schema: { tags: ['state'], summary, ...more } });
  const response = { 200: { description: 'A snapshot.', ...snapshot } };
  app.get('/_local/state', about('The resources of the control plane', { response }), (request) =>
    controlOf(request, namespaces).state.export(),
  );
  app.post('/_local/state', about('Put a snapshot in place of all resources', { body: snapshot }), (request, reply) =>
    empty(reply, controlOf(request, namespaces).state.import(request.body as Snapshot)),
  );
};
