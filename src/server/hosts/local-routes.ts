/** The part of a server that is not the AWS API, as a Fastify plugin: its guard, its health, and what it was given. */
import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Headers } from '../waist.js';
import { type CorsOrigins, writeCorsHeaders, writePreflight } from './cors.js';
import { createGuard } from './guard.js';

export interface LocalOptions {
  /** Origins whose pages may call this server from a browser; `*` for all. Default: none. */
  cors?: CorsOrigins;
  /** Names besides the loopback ones under which `/_local` may be called; `*` for all. Default: none. */
  allowedHosts?: readonly string[];
  /** More routes, each with its whole path: under `/_local`, or `/` itself. */
  routes?(app: FastifyInstance): void | Promise<void>;
  /** Stands in the health reply beside status, name and version. */
  health?(): Record<string, unknown>;
}

/** A fixture set or a recording may come in one request. */
export const localBodyLimit = 50 * 1024 * 1024;

interface Manifest {
  name: string;
  version: string;
}

const manifest: Manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

/** Whether a request target is `/_local` or below it. */
export function isLocalPath(url: string): boolean {
  return url.startsWith('/_local') && (url.length === 7 || url[7] === '/' || url[7] === '?');
}

function createGate(cors: CorsOrigins, allowedHosts: readonly string[] | undefined) {
  const refusalOf = createGuard({ allowedHosts, cors });
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const preflight = writePreflight(cors, request.method, request.headers);
    if (preflight) return reply.code(preflight.status).headers(preflight.headers).send();
    const { ':authority': authority, host = authority, origin } = request.headers as Headers;
    const refusal = refusalOf({ host, origin });
    if (refusal) return reply.code(403).send({ message: refusal });
    reply.headers(writeCorsHeaders(cors, request.headers, {}));
  };
}

/** Registers the guard, `GET /_local/health` and `routes`. What is below `/_local` and none of these is a 404 that says so. */
export async function localRoutes(app: FastifyInstance, options: LocalOptions): Promise<void> {
  const { cors = [], allowedHosts, routes, health = () => ({}) } = options;
  app.addHook('onRequest', createGate(cors, allowedHosts));
  app.get('/_local/health', () => ({ status: 'ok', name: manifest.name, version: manifest.version, ...health() }));
  await routes?.(app);
  app.all('/_local/*', (request, reply) =>
    reply.code(404).send({ message: `There is no ${request.method} ${request.url.split('?')[0]} here.` }),
  );
}
