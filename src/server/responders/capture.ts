/** Sends an exchange to the upstream, gives its reply as it arrives, and keeps what passed until it is written. */

import { serviceOfPath } from '../backends/endpoint.js';
import { UpstreamBreak, UpstreamUnreachable } from '../backends/failure.js';
import type { Received } from '../backends/transport.js';
import type { Upstream } from '../backends/upstream.js';
import { exception } from '../exception.js';
import type { RawExchange } from '../passage.js';
import type { Captured, CapturedReply, CapturedRequest } from '../recordings/captured.js';
import type { Service } from '../smithy/operation.js';
import { BrokenConnection, type HttpReply } from '../waist.js';

/** Is handed the exchange when its reply is over, broken or whole; the reply's end waits for it. */
export type Keep = (captured: Captured) => Promise<void>;

export async function passThrough(exchange: RawExchange, upstream: Upstream, keep?: Keep): Promise<HttpReply> {
  const { clock } = exchange.namespace;
  const service = serviceOf(exchange);
  const { region, method, target, headers, body } = exchange;
  const signal = exchange.signal();
  const at = new Date(clock.realNow()).toISOString();
  const origin = upstream.originOf({ service, region });
  const start = clock.monotonic();
  const elapsed = () => Math.round((clock.monotonic() - start) * 10) / 10;
  const captured = (reply: CapturedReply): Captured => ({
    request: readCaptured(exchange),
    reply,
    at,
    upstream: origin,
  });
  let received: Received;
  try {
    received = await upstream.send({ service, region, method, target, headers, body, signal });
  } catch (cause) {
    if (!(cause instanceof UpstreamBreak)) throw unavailable(cause as Error);
    const { end, message } = cause;
    await keep?.(
      captured({ status: 0, headers: {}, headMs: elapsed(), chunks: [], end, failure: message, durationMs: elapsed() }),
    );
    throw new BrokenConnection(end);
  }
  const reply: CapturedReply = {
    status: received.status,
    headers: received.headers,
    headMs: elapsed(),
    chunks: [],
    end: 'clean',
    durationMs: 0,
  };
  const close = async () => {
    reply.durationMs = elapsed();
    await keep?.(captured(reply));
  };
  return {
    status: reply.status,
    headers: { ...reply.headers },
    body: tee(received, reply, elapsed, keep ? close : undefined),
  };
}

/**
 * The chunks as they arrive. What a client takes for the end (the last byte of a known length, or the end itself) waits until the
 * exchange is kept. A client that leaves ends it all, and nothing is kept: what it did not see is not known.
 */
async function* tee(
  { headers, body }: Received,
  reply: CapturedReply,
  elapsed: () => number,
  close: (() => Promise<void>) | undefined,
): AsyncGenerator<Uint8Array> {
  const length = Number(headers['content-length'] ?? Number.NaN);
  let got = 0;
  let kept = false;
  const keepOnce = async () => {
    if (!kept) await close?.();
    kept = true;
  };
  try {
    for await (const bytes of body) {
      if (close) reply.chunks.push({ atMs: elapsed(), bytes });
      got += bytes.byteLength;
      if (got === length) await keepOnce();
      yield bytes;
    }
  } catch (cause) {
    if (!(cause instanceof UpstreamBreak)) throw cause;
    reply.end = cause.end;
    reply.failure = cause.message;
    await keepOnce();
    throw new BrokenConnection(cause.end);
  }
  await keepOnce();
}

export function serviceOf({ operation, target }: Pick<RawExchange, 'operation' | 'target'>): Service {
  return operation?.service ?? serviceOfPath(target);
}

/** What a recording is found by. A stream of requests is not read for it. */
export function readCaptured(exchange: RawExchange): CapturedRequest {
  const { method, target, headers, body, protocol, operation, model, region } = exchange;
  return {
    method,
    target,
    headers,
    body: body instanceof Uint8Array ? body : new Uint8Array(),
    protocol,
    ...(operation && { operation: operation.name }),
    service: serviceOf(exchange),
    ...(model !== undefined && { model }),
    region,
  };
}

function unavailable(cause: Error): Error {
  if (cause.name === 'AbortError') return cause;
  const known = cause instanceof UpstreamUnreachable;
  return exception(
    'ServiceUnavailableException',
    known ? cause.message : `The upstream could not be asked: ${cause.message}`,
    {
      hint: 'bedrock-local passes this call on; AWS has not answered it',
    },
  );
}
