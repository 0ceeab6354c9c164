/** `/_local/explain`: which fixture answers a request, and why the others do not. */
import type { Question } from '../../control-explain.js';
import { controlOf, type RegisterRoutes } from './route.js';

const question = {
  type: 'object',
  description: 'One of the three.',
  properties: {
    last: { const: true },
    id: { type: 'string', description: 'Of an exchange in the journal.' },
    request: { type: 'object', description: 'One that was not made: operation and input.' },
  },
};

export const registerExplain: RegisterRoutes = (app, namespaces) => {
  const schema = { tags: ['fixtures'], summary: 'Which fixture answers, and why the others do not', body: question };
  app.post('/_local/explain', { schema }, (request) =>
    controlOf(request, namespaces).explain(request.body as Question),
  );
};
