/** The control interface over HTTP: `/_local/fixtures`, `/faults`, `/journal`, `/clock`, `/reset`. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Additions, Control, JournalFilter } from '../control.js';
import type { Question } from '../control-explain.js';

export function registerAdmin(app: FastifyInstance, control: Control): void {
  allowEmptyJson(app);
  registerAdditions(app, '/_local/fixtures', control.fixtures);
  registerAdditions(app, '/_local/faults', control.faults);
  app.get('/_local/journal', async (request, reply) => {
    const entries = await control.journal.entries(request.query as JournalFilter);
    return reply.type('application/json').send(JSON.stringify(entries, readableBytes));
  });
  app.delete('/_local/journal', (_request, reply) => empty(reply, control.journal.clear()));
  app.get('/_local/clock', () => control.clock.now());
  app.post('/_local/clock', (request, reply) => moveClock(control, request.body, reply));
  app.post('/_local/explain', (request, reply) =>
    control.explain(request.body as Question).catch((cause) => refuse(reply, 400, cause)),
  );
  app.post('/_local/reset', (_request, reply) => empty(reply, control.reset()));
}

/** Clients that send `content-type: application/json` with every request send it with those that have no body too. */
function allowEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null) : parse(request, body, done),
  );
}

function registerAdditions<Item>(app: FastifyInstance, path: string, additions: Additions<Item>): void {
  app.get(path, () => additions.list());
  app.post(path, (request, reply) =>
    additions.add(request.body as Item).then(
      (id) => reply.code(201).send({ id }),
      (cause) => refuse(reply, 400, cause),
    ),
  );
  app.delete(path, (_request, reply) => empty(reply, additions.clear()));
  app.delete(`${path}/:id`, async (request, reply) => {
    const { id } = request.params as { id: string };
    if (await additions.remove(id)) return reply.code(204).send();
    return refuse(reply, 404, new Error(`nothing with the id ${id} is in force`));
  });
}

/** One of `{ "freeze": true }` (or an ISO 8601 moment), `{ "resume": true }`, `{ "advance": MILLISECONDS }`. */
async function moveClock({ clock }: Control, body: unknown, reply: FastifyReply): Promise<unknown> {
  const { freeze, resume, advance } = (body ?? {}) as { freeze?: boolean | string; resume?: boolean; advance?: number };
  if (freeze) return clock.freeze(freeze === true ? undefined : freeze).catch((cause) => refuse(reply, 400, cause));
  if (resume) return clock.resume();
  if (typeof advance === 'number') return clock.advance(advance).catch((cause) => refuse(reply, 400, cause));
  return refuse(
    reply,
    400,
    new Error('the body must be {"freeze": true}, {"resume": true} or {"advance": MILLISECONDS}'),
  );
}

async function empty(reply: FastifyReply, done: Promise<void>): Promise<FastifyReply> {
  await done;
  return reply.code(204).send();
}

function refuse(reply: FastifyReply, status: number, cause: Error): FastifyReply {
  return reply.code(status).send({ message: cause.message });
}

/** Blobs as `{ "base64": ... }`, which is what a reader of JSON can use. */
function readableBytes(_name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  const serialized = value as { type?: unknown; data?: unknown } | null;
  if (serialized?.type === 'Buffer' && Array.isArray(serialized.data)) {
    return { base64: Buffer.from(serialized.data as number[]).toString('base64') };
  }
  return value;
}
