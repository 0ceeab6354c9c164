/** `/_local/clock`: look at a namespace's time, freeze it, move it. */
import type { Control } from '../../control.js';
import { controlOf, type RegisterRoutes } from './route.js';

const state = {
  description: 'The time as it now stands.',
  type: 'object',
  properties: { now: { type: 'string', format: 'date-time' }, frozen: { type: 'boolean' } },
};

const move = {
  type: 'object',
  description: 'One of the three.',
  properties: {
    freeze: {
      description: 'true, or the ISO 8601 moment to stand at.',
      anyOf: [{ type: 'boolean' }, { type: 'string' }],
    },
    resume: { type: 'boolean' },
    advance: { type: 'number', description: 'Milliseconds to move forward.' },
  },
};

export const registerClock: RegisterRoutes = (app, namespaces) => {
  const about = (summary: string, more: object = {}) => ({
    schema: { tags: ['clock'], summary, response: { 200: state }, ...more },
  });
  app.get('/_local/clock', about('The time'), (request) => controlOf(request, namespaces).clock.now());
  app.post('/_local/clock', about('Freeze, resume or advance time', { body: move }), async (request) =>
    moveClock(controlOf(request, namespaces), request.body),
  );
};

/** One of `{ "freeze": true }` (or an ISO 8601 moment), `{ "resume": true }`, `{ "advance": MILLISECONDS }`. */
async function moveClock({ clock }: Control, body: unknown): Promise<unknown> {
  const { freeze, resume, advance } = (body ?? {}) as { freeze?: boolean | string; resume?: boolean; advance?: number };
  if (freeze) return clock.freeze(freeze === true ? undefined : freeze);
  if (resume) return clock.resume();
  if (typeof advance === 'number') return clock.advance(advance);
  throw new Error('the body must be {"freeze": true}, {"resume": true} or {"advance": MILLISECONDS}');
}
