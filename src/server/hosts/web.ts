/** The emulator for those who speak in the web's Request and Response. */
import type { Emulator } from '../emulator.js';
import { bufferedBody, type Headers, type HttpReply } from '../waist.js';
import { createDeparture, type Departure } from './departure.js';

/** Gives undefined where a fault breaks the connection before any reply. */
export type WebHandler = (request: Request) => Promise<Response | undefined>;

export function createWebHandler(handle: Emulator['handle'], own: Headers = {}): WebHandler {
  return async (request) => {
    const url = new URL(request.url);
    const departure = createDeparture();
    request.signal.addEventListener('abort', () => departure.happen(), { once: true });
    const reply = await handle({
      method: request.method,
      url: url.pathname + url.search,
      headers: { host: url.host, ...Object.fromEntries(request.headers), ...own },
      body: bufferedBody(new Uint8Array(await request.arrayBuffer())),
      signal: departure.signal,
      protocol: 'http/1.1',
      secure: url.protocol === 'https:',
    });
    return reply.status === 0 ? undefined : toResponse(reply, departure);
  };
}

/** Statuses whose replies have no body. Source: the Fetch standard, "null body status". */
const bodiless = new Set([101, 103, 204, 205, 304]);

function toResponse({ status, headers, body, end = 'clean' }: HttpReply, departure: Departure): Response {
  if (bodiless.has(status)) return new Response(null, { status, headers });
  const whole = typeof body === 'string' || body instanceof Uint8Array;
  if (whole && end === 'clean')
    return new Response(body as ConstructorParameters<typeof Response>[0], { status, headers });
  const chunks = whole ? [Buffer.from(body as string)] : body;
  return new Response(toWebStream(chunks, end, departure), { status, headers });
}

/** One chunk for each that is asked for; a broken end is an error of the stream. */
function toWebStream(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  end: HttpReply['end'],
  departure: Departure,
): ReadableStream<Uint8Array> {
  const iterator = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const step = await iterator.next();
        if (!step.done) controller.enqueue(step.value);
        else if (end === 'clean') controller.close();
        else controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
      },
      async cancel() {
        departure.happen();
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
