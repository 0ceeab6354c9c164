/** `/_local/metrics`: the figures of all namespaces, or of the one that is named, for Prometheus. */
import { NAMESPACE_HEADER } from '../../namespace-registry.js';
import type { RegisterRoutes } from './route.js';

export const registerMetrics: RegisterRoutes = (app, namespaces) => {
  const text = { description: "Prometheus's text format.", type: 'string' };
  const summary = 'Figures of invocations, with the names of CloudWatch';
  const schema = { tags: ['server'], summary, response: { 200: text } };
  app.get('/_local/metrics', { schema, serializerCompiler: () => String }, async (request, reply) => {
    const { namespace = request.headers[NAMESPACE_HEADER] } = request.params as { namespace?: string };
    const { contentType, text: written } = await namespaces.metrics(namespace as string | undefined);
    return reply.type(contentType).send(written);
  });
};
