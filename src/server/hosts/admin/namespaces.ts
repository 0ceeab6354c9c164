/** `/_local/namespaces`: which there are, make one with settings of its own, remove one. */
import type { NewNamespace } from '../../control-namespaces.js';
import { quotaList } from '../../options/quota-list.js';
import { notInForce, type RegisterRoutes } from './route.js';

const settings = {
  seed: { type: 'integer' },
  strictFixtures: { type: 'boolean' },
  lenient: { type: 'boolean' },
};
const counts = { fixtures: { type: 'integer' }, faults: { type: 'integer' }, journal: { type: 'integer' } };
const name = { type: 'string', pattern: '^[A-Za-z0-9][\\w.-]{0,63}$' };
const summarized = { type: 'object', properties: { name, ...settings, ...counts } };
const wanted = {
  type: 'object',
  required: ['name'],
  properties: {
    name,
    ...settings,
    rules: { type: 'object', description: 'Rules that are "off" or "on": lists of ids.' },
    quotas: quotaList.schema,
    modelAccess: { enum: ['all', 'explicit'] },
    enforceLifecycle: { type: 'boolean' },
  },
};

export const registerNamespaces: RegisterRoutes = (app, namespaces) => {
  const about = (summary: string, more: object = {}) => ({ schema: { tags: ['namespaces'], summary, ...more } });
  const list = { description: 'The default one first.', type: 'array', items: summarized };
  app.get('/_local/namespaces', about('Every namespace', { response: { 200: list } }), async () => namespaces.list());
  app.post(
    '/_local/namespaces',
    about('Make a namespace with settings of its own; one without is made when it is first named', {
      body: wanted,
      response: { 201: { description: 'As it was made.', ...summarized } },
    }),
    async (request, reply) => reply.code(201).send(namespaces.create(request.body as NewNamespace)),
  );
  app.delete('/_local/namespaces/:name', about('Remove a namespace with all that it holds'), async (request, reply) => {
    const { name } = request.params as { name: string };
    if (namespaces.remove(name)) return reply.code(204).send();
    return notInForce(reply, `there is no namespace ${name}`);
  });
};
