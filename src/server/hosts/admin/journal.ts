/** `/_local/journal`: read and clear. */
import type { JournalFilter } from '../../control.js';
import { controlOf, empty, type RegisterRoutes, schemaOf } from './route.js';

const filter = {
  type: 'object',
  properties: {
    operation: { type: 'string', description: 'Such as Converse.' },
    model: { type: 'string', description: 'An id; * stands for any run of characters.' },
    exception: { type: 'string', description: 'Only exchanges that ended with this exception.' },
  },
};

export const registerJournal: RegisterRoutes = (app, namespaces) => {
  const about = (summary: string, more: object = {}) => ({ schema: { tags: ['journal'], summary, ...more } });
  const entries = { description: 'Oldest first.', type: 'array', items: schemaOf('journal-entry') };
  app.get(
    '/_local/journal',
    about('The exchanges that passed', { querystring: filter, response: { 200: entries } }),
    async (request, reply) => {
      const found = await controlOf(request, namespaces).journal.entries(request.query as JournalFilter);
      return reply.type('application/json').send(JSON.stringify(found, readableBytes));
    },
  );
  app.delete('/_local/journal', about('Forget the exchanges that passed'), (request, reply) =>
    empty(reply, controlOf(request, namespaces).journal.clear()),
  );
};

/** Blobs as `{ "base64": ... }`, which is what a reader of JSON can use. */
function readableBytes(_name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  const serialized = value as { type?: unknown; data?: unknown } | null;
  if (serialized?.type === 'Buffer' && Array.isArray(serialized.data)) {
    return { base64: Buffer.from(serialized.data as number[]).toString('base64') };
  }
  return value;
}
