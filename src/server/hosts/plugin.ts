/** The emulator inside somebody's own Fastify: HTTP/1.1 only, and it answers `app.inject` without any port. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Emulator } from '../emulator.js';
import { withCors } from './cors.js';
import { serveHttp1 } from './http1.js';
import { type LocalOptions, localRoutes } from './local-routes.js';

export interface PluginOptions extends LocalOptions {
  emulator: Pick<Emulator, 'handle'>;
}

/**
 * `await app.register(bedrockPlugin, { emulator })`. Routes of the application's own come first; every other path is AWS's,
 * except `/_local`. With a `prefix`, the AWS API stands below it. Methods and paths that Fastify itself refuses (PROPFIND,
 * `%zz`) never come here.
 */
export async function bedrockPlugin(app: FastifyInstance, options: PluginOptions): Promise<void> {
  const answer = serveHttp1(withCors(options.emulator.handle, options.cors ?? []));
  await app.register(async (local) => localRoutes(local, options));
  // Taken over before Fastify looks at the body: the emulator reads it, whatever its type, and refuses it in AWS's words.
  const takeOver = (request: FastifyRequest, reply: FastifyReply, _next: () => void) => {
    reply.hijack();
    request.raw.url = request.raw.url!.slice(app.prefix.length);
    answer(request.raw, reply.raw);
  };
  app.all('/*', { onRequest: takeOver }, () => {});
}
