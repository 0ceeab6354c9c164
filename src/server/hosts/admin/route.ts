/** What the routes of the control interface share: whose control a request asks for, and refusals. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LocalControl } from '../../control.js';
import type { NamespacesControl } from '../../control-namespaces.js';
import { NAMESPACE_HEADER } from '../../namespace-registry.js';

/** Registers one group of routes. */
export type RegisterRoutes = (app: FastifyInstance, namespaces: NamespacesControl) => void;

/** The control of the namespace that the path or the header names. Throws where the name is none. */
export function controlOf(request: FastifyRequest, namespaces: NamespacesControl): LocalControl {
  const { namespace } = request.params as { namespace?: string };
  return namespaces.open(namespace ?? (request.headers[NAMESPACE_HEADER] as string | undefined));
}

export async function empty(reply: FastifyReply, done: Promise<void>): Promise<FastifyReply> {
  await done;
  return reply.code(204).send();
}

export function notInForce(reply: FastifyReply, message: string): FastifyReply {
  return reply.code(404).send({ message });
}

/** Bodies of the description: those that `components` of the description hold. */
export const schemaOf = (name: string) => ({ $ref: `#/components/schemas/${name}` });
