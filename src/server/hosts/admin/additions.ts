/** `/_local/fixtures` and `/_local/faults`: add, list, remove. */
import type { FastifyInstance } from 'fastify';
import type { Additions, LocalControl } from '../../control.js';
import type { NamespacesControl } from '../../control-namespaces.js';
import { controlOf, empty, notInForce, type RegisterRoutes, schemaOf } from './route.js';

type Kind = 'fixture' | 'fault';

const register =
  (kind: Kind, additionsOf: (control: LocalControl) => Additions<object>): RegisterRoutes =>
  (app, namespaces) =>
    registerAdditions(app, namespaces, kind, additionsOf);

export const registerFixtures = register('fixture', ({ fixtures }) => fixtures as Additions<object>);
export const registerFaults = register('fault', ({ faults }) => faults as Additions<object>);

function registerAdditions(
  app: FastifyInstance,
  namespaces: NamespacesControl,
  kind: Kind,
  additionsOf: (control: LocalControl) => Additions<object>,
): void {
  const path = `/_local/${kind}s`;
  const about = (summary: string, more: object = {}) => ({ schema: { tags: [`${kind}s`], summary, ...more } });
  const added = { type: 'object', properties: { id: { type: 'string' } } };
  const listed = {
    type: 'object',
    properties: { id: { type: 'string' }, item: schemaOf(kind), used: { type: 'integer' } },
  };
  app.get(
    path,
    about(`Every ${kind} in force, with how often it has acted`, {
      response: { 200: { description: 'In the order of addition.', type: 'array', items: listed } },
    }),
    (request) => additionsOf(controlOf(request, namespaces)).list(),
  );
  app.post(
    path,
    about(`Add a ${kind}`, { body: schemaOf(kind), response: { 201: { description: 'Its id.', ...added } } }),
    async (request, reply) => {
      const id = await additionsOf(controlOf(request, namespaces)).add(request.body as object);
      return reply.code(201).send({ id });
    },
  );
  app.delete(path, about(`Remove every ${kind}`), (request, reply) =>
    empty(reply, additionsOf(controlOf(request, namespaces)).clear()),
  );
  app.delete(`${path}/:id`, about(`Remove one ${kind}`), async (request, reply) => {
    const { id } = request.params as { id: string };
    if (await additionsOf(controlOf(request, namespaces)).remove(id)) return reply.code(204).send();
    return notInForce(reply, `nothing with the id ${id} is in force`);
  });
}
