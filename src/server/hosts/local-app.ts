/** Fastify, made at the first request for `/_local`: it takes a fifth of the time of a start, and many servers are never asked. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { type LocalOptions, localBodyLimit, localRoutes } from './local-routes.js';

export interface LocalApp {
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** Whether there is a page at `/`. */
  hasPage(): Promise<boolean>;
  close(): Promise<void>;
}

/** `warn` is told in one sentence where the routes that were given cannot be registered. */
export function createLocalApp(options: LocalOptions, warn: (sentence: string) => void): LocalApp {
  let making: Promise<FastifyInstance> | undefined;
  const app = () => {
    making ??= makeApp(options);
    return making;
  };
  return {
    answer(request, response) {
      app().then(
        (made) => made.routing(request, response),
        (error: Error) => {
          warn(`/_local cannot be served: ${error.message}.`);
          response.writeHead(500).end();
        },
      );
    },
    hasPage: async () => (await app()).hasRoute({ method: 'GET', url: '/' }),
    close: async () => (await making)?.close(),
  };
}

async function makeApp(options: LocalOptions): Promise<FastifyInstance> {
  const { fastify } = createRequire(import.meta.url)('fastify') as typeof import('fastify');
  const app = fastify({ logger: false, bodyLimit: localBodyLimit });
  await app.register(localRoutes, options);
  await app.ready();
  return app;
}
