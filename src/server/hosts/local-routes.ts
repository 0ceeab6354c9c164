/** The part of a server that is not the AWS API, as a Fastify plugin: its guard, its health, and what it was given. */
import { createRequire } from 'node:module';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { manifest } from '../manifest.js';
import type { Headers } from '../waist.js';
import { DESCRIBE, describeInterface } from './admin/description.js';
import { type CorsOrigins, writeCorsHeaders, writePreflight } from './cors.js';
import { createGuard } from './guard.js';
import { createTokenCheck } from './token.js';

export interface LocalOptions {
  /** Origins whose pages may call this server from a browser; `*` for all. Default: none. */
  cors?: CorsOrigins;
  /** Names besides the loopback ones under which `/_local` may be called; `*` for all. Default: none. */
  allowedHosts?: readonly string[];
  /** What clients that are not on this machine must send as `Authorization: Bearer ...`. Default: they are refused. */
  adminToken?: string;
  /** More routes, each with its whole path: under `/_local`, or `/` itself. */
  routes?(app: FastifyInstance): void | Promise<void>;
  /** Stands in the health reply beside status, name and version. */
  health?(): Record<string, unknown>;
}

/** A fixture set or a recording may come in one request. */
export const localBodyLimit = 50 * 1024 * 1024;

/** Whether a request target is `/_local` or below it, or that of a namespace: `/_namespace/NAME/_local/...`. */
export function isLocalPath(url: string): boolean {
  if (!url.startsWith('/_')) return false;
  return /^(\/_namespace\/[^/?]*)?\/_local(?=[/?]|$)/.test(url);
}

function createGate({ cors = [], allowedHosts, adminToken }: LocalOptions) {
  const refusalOf = createGuard({ allowedHosts, cors });
  const mayControl = createTokenCheck(adminToken);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const preflight = writePreflight(cors, request.method, request.headers);
    if (preflight) return reply.code(preflight.status).headers(preflight.headers).send();
    const { ':authority': authority, host = authority, origin } = request.headers as Headers;
    const refusal = refusalOf({ host, origin });
    if (refusal) return reply.code(403).send({ message: refusal });
    reply.headers(writeCorsHeaders(cors, request.headers, {}));
    const open = request.routeOptions.url?.endsWith('/_local/health') || !isLocalPath(request.url);
    const problem = open ? undefined : mayControl(request.socket.remoteAddress, request.headers.authorization);
    if (problem) return reply.code(401).header('www-authenticate', 'Bearer').send({ message: problem });
  };
}

/**
 * Registers the guard, `GET /_local/health`, the description and `routes`, each also below `/_namespace/NAME`. What is below
 * `/_local` and none of these is a 404 that says so; what a route throws is a 400 with its sentence.
 */
export async function localRoutes(app: FastifyInstance, options: LocalOptions): Promise<void> {
  const swagger = createRequire(import.meta.url)('@fastify/swagger') as typeof import('@fastify/swagger');
  await app.register(swagger.default, { decorator: DESCRIBE, ...describeInterface(manifest.version) });
  allowEmptyJson(app);
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.setErrorHandler(writeError);
  app.addHook('onRequest', createGate(options));
  await app.register(ownRoutes, options);
  await app.register(ownRoutes, { ...options, prefix: '/_namespace/:namespace', hidden: true });
}

/** Clients that send `content-type: application/json` with every request send it with those that have no body too. */
function allowEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null) : parse(request, body, done),
  );
}

async function ownRoutes(app: FastifyInstance, options: LocalOptions & { hidden?: boolean }): Promise<void> {
  const { routes, health = () => ({}), hidden } = options;
  if (hidden)
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true };
    });
  const summary = 'Answers once the server is ready';
  app.get('/_local/health', { schema: { tags: ['server'], summary } }, () => ({
    status: 'ok',
    name: manifest.name,
    version: manifest.version,
    ...health(),
  }));
  await routes?.(app);
  app.all('/_local/*', { schema: { hide: true } }, (request, reply) =>
    reply.code(404).send({ message: `There is no ${request.method} ${request.url.split('?')[0]} here.` }),
  );
}

/** A refusal is an Error of one sentence; what Fastify itself refuses has its own status. */
function writeError(
  error: Error & { statusCode?: number },
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const unexpected = error instanceof TypeError || error instanceof RangeError;
  return reply.code(error.statusCode ?? (unexpected ? 500 : 400)).send({ message: error.message });
}
