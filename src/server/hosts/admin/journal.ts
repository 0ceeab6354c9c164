/** `/_local/journal`: read, export and clear. */
import { type JournalFormat, journalFormats } from '../../journal-control.js';
import { type JournalFilter, journalFilters } from '../../journal-filter.js';
import { controlOf, empty, type RegisterRoutes, schemaOf } from './route.js';

const formats = Object.keys(journalFormats) as JournalFormat[];

const query = {
  type: 'object',
  properties: {
    format: { enum: formats, default: 'json', description: 'JSON, JSONL, or an HTTP Archive (HAR 1.2).' },
    ...Object.fromEntries(
      Object.entries(journalFilters).map(([name, { type, description }]) => [name, { type, description }]),
    ),
  },
};

export const registerJournal: RegisterRoutes = (app, namespaces) => {
  const about = (summary: string, more: object = {}) => ({ schema: { tags: ['journal'], summary, ...more } });
  const entries = { description: 'Oldest first.', type: 'array', items: schemaOf('journal-entry') };
  app.get(
    '/_local/journal',
    about('The exchanges that passed', { querystring: query, response: { 200: entries } }),
    async (request, reply) => {
      const { format = 'json', ...filter } = request.query as JournalFilter & { format?: JournalFormat };
      if (!formats.includes(format)) throw new Error(`"format" must be one of ${formats.join(', ')}`);
      const text = await controlOf(request, namespaces).journal.export(format, filter);
      return reply.type(journalFormats[format]).send(Buffer.from(text));
    },
  );
  app.delete('/_local/journal', about('Forget the exchanges that passed'), (request, reply) =>
    empty(reply, controlOf(request, namespaces).journal.clear()),
  );
};
