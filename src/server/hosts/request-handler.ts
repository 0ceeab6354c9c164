/** A request handler for SDK clients that hands their requests to the emulator in this process: no socket, no port. */
import { Readable } from 'node:stream';
import type { HttpHandler } from '@smithy/core/protocols';
import type { Emulator } from '../emulator.js';
import { bufferedBody, type Headers, type HttpReply, type RequestBody, RequestTooLarge } from '../waist.js';
import { createDeparture, type Departure } from './departure.js';
import { emptyBody } from './request-body.js';

type SdkRequest = Parameters<HttpHandler['handle']>[0];
type SdkResponse = Awaited<ReturnType<HttpHandler['handle']>>;

export interface RequestHandlerConfig {
  /** Milliseconds until the head of the reply; then a `TimeoutError`, which the SDK retries. Default 0: no limit. */
  requestTimeout?: number;
}

export type BedrockRequestHandler = HttpHandler<RequestHandlerConfig> & { destroy(): void };

export interface RequestHandlerOptions extends RequestHandlerConfig {
  /** Stand beside those of every request. */
  headers?: Headers;
}

/**
 * Behaves as the SDK's own handler of HTTP/1.1: the same errors for what breaks, aborts and timeouts; streams arrive chunk by
 * chunk, and those of bidirectional operations go both ways. `destroy` does nothing, so that several clients may share it.
 */
export function createSdkHandler(
  handle: Emulator['handle'],
  { headers: own = {}, ...given }: RequestHandlerOptions = {},
): BedrockRequestHandler {
  const config: RequestHandlerConfig = given;
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, { abortSignal, requestTimeout = config.requestTimeout } = {}) {
      const departure = createDeparture();
      const reply = handle(toRequest(request, own, departure));
      const guard = watchClient(abortSignal as AbortSignal | undefined, requestTimeout, departure);
      try {
        return toResponse(await Promise.race([reply, guard.left]), guard, departure);
      } catch (thrown) {
        guard.release();
        reply.then(abandon, () => {});
        throw thrown;
      }
    },
    updateHttpClientConfig(key, value) {
      config[key] = value;
    },
    httpHandlerConfigs: () => config,
    destroy() {},
  };
}

function toRequest(request: SdkRequest, own: Headers, departure: Departure): Parameters<Emulator['handle']>[0] {
  const headers: Headers = {};
  for (const [name, value] of Object.entries({ ...request.headers, ...own })) headers[name.toLowerCase()] = value;
  headers.host ??= request.port ? `${request.hostname}:${request.port}` : request.hostname;
  return {
    method: request.method,
    url: request.path + writeQuery(request.query),
    headers,
    body: toBody(request.body),
    signal: departure.signal,
    protocol: 'http/1.1',
    secure: request.protocol === 'https:',
  };
}

/** As the SDK writes it: RFC 3986, where `encodeURIComponent` leaves out five characters. */
function writeQuery(query: SdkRequest['query'] = {}): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each) => (each === null ? encode(name) : `${encode(name)}=${encode(each)}`)),
  );
  return pairs.length === 0 ? '' : `?${pairs.sort().join('&')}`;
}

function toBody(body: unknown): RequestBody {
  if (body === undefined || body === null || body === '') return emptyBody;
  if (typeof body === 'string') return bufferedBody(Buffer.from(body));
  if (body instanceof Uint8Array) return bufferedBody(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  const chunks = () => body as AsyncIterable<Uint8Array>;
  return {
    chunks,
    async bytes(limit) {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks()) parts.push(Buffer.from(chunk));
      const whole = Buffer.concat(parts);
      if (whole.byteLength > limit) throw new RequestTooLarge();
      return whole;
    },
  };
}

interface Guard {
  /** Rejects when the client has aborted, or the head is late. */
  left: Promise<never>;
  /** What is to end with the client. */
  body?: Readable;
  headHere(): void;
  release(): void;
}

function watchClient(signal: AbortSignal | undefined, timeout: number | undefined, departure: Departure): Guard {
  let reject: (error: Error) => void = () => {};
  let timer: NodeJS.Timeout | undefined;
  const left = new Promise<never>((_resolve, refuse) => {
    reject = refuse;
  });
  left.catch(() => {});
  const leave = (error: Error) => {
    departure.happen();
    reject(error);
    guard.body?.destroy(error);
  };
  const abort = () => leave(named('AbortError', 'Request aborted'));
  const guard: Guard = {
    left,
    headHere: () => clearTimeout(timer),
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
  if (timeout) timer = setTimeout(() => leave(named('TimeoutError', `no reply within ${timeout} ms`)), timeout);
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  return guard;
}

function toResponse(reply: HttpReply, guard: Guard, departure: Departure): SdkResponse {
  const { status, headers, end = 'clean' } = reply;
  if (status === 0) throw named('TimeoutError', end === 'goaway' ? 'socket hang up' : 'read ECONNRESET', 'ECONNRESET');
  guard.headHere();
  const body = toReadable(reply, departure);
  guard.body = body;
  body.once('close', guard.release);
  return { response: { statusCode: status, headers, body } as SdkResponse['response'] };
}

/** One chunk for each that is asked for. To destroy it is to leave: what waits on the other side is told first. */
function toReadable(reply: HttpReply, departure: Departure): Readable {
  const chunks = readBody(reply);
  return new Readable({
    read() {
      chunks.next().then(
        ({ done, value }) => this.push(done ? null : value),
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      departure.happen();
      chunks.return(undefined).catch(() => {});
      done(error);
    },
  });
}

async function* readBody({ body, end = 'clean' }: HttpReply): AsyncGenerator<Uint8Array, undefined> {
  if (typeof body === 'string' || body instanceof Uint8Array) {
    if (body.length > 0) yield Buffer.from(body as string);
  } else for await (const chunk of body) yield chunk;
  if (end !== 'clean') throw named('Error', 'aborted', 'ECONNRESET');
  return undefined;
}

function abandon({ body }: HttpReply): void {
  if (typeof body === 'string' || body instanceof Uint8Array) return;
  const iterator = Symbol.asyncIterator in body ? body[Symbol.asyncIterator]() : body[Symbol.iterator]();
  void iterator.return?.();
}

function named(name: string, message: string, code?: string): Error {
  return Object.assign(new Error(message), { name, ...(code && { code }) });
}
