/** `/_local/quotas`: which hold and what is left of them; set them, remove them. */
import type { QuotaEntry } from '../../../fixtures/quota.js';
import { quotaList } from '../../options/quota-list.js';
import { controlOf, empty, type RegisterRoutes } from './route.js';

const use = {
  type: 'object',
  properties: {
    model: { type: 'string', description: 'The id of an inference profile where one was called, else of the model.' },
    operation: {
      type: 'string',
      description: 'In place of the model, where the requests of an operation are counted.',
    },
    region: { type: 'string' },
    quota: { enum: ['requestsPerMinute', 'requestsPerDay', 'tokensPerMinute', 'tokensPerDay'] },
    limit: { type: 'integer' },
    used: { type: 'integer' },
    left: { type: 'integer' },
    refillsAt: { type: 'string', format: 'date-time' },
  },
};

const state = {
  description: 'What was set, and what was used since.',
  type: 'object',
  properties: { quotas: quotaList.schema, usage: { type: 'array', items: use } },
};

export const registerQuotas: RegisterRoutes = (app, namespaces) => {
  const about = (summary: string, more: object = {}) => ({ schema: { tags: ['quotas'], summary, ...more } });
  app.get(
    '/_local/quotas',
    about('Which quotas hold, and what is left of them', { response: { 200: state } }),
    async (request) => {
      const { quotas } = controlOf(request, namespaces);
      return { quotas: await quotas.list(), usage: await quotas.usage() };
    },
  );
  app.put(
    '/_local/quotas',
    about('Set quotas in the place of those before', { body: { description: 'Rows, or aws.', ...quotaList.schema } }),
    (request, reply) => empty(reply, controlOf(request, namespaces).quotas.set(request.body as QuotaEntry[])),
  );
  app.delete('/_local/quotas', about('Limit nothing any more'), (request, reply) =>
    empty(reply, controlOf(request, namespaces).quotas.clear()),
  );
};
