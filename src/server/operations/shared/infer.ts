/** Asks a model within another operation: validated, matched, generated and written as a call of its own would be. */
import { ServiceException } from '../../exception.js';
import type { Exchange, Reply } from '../../exchange.js';
import type { Infer, Inferred, Scope } from '../../resources/resource.js';
import { seedOf } from '../../seed.js';
import { internalServerException, statusOf } from '../../smithy/exceptions.js';
import { writeRawReply } from '../../smithy/raw-reply.js';
import { readRequest } from '../../smithy/read-request.js';
import { findRoute, type Route } from '../../smithy/router.js';
import { validateInput } from '../../smithy/validate.js';
import { writeResponse } from '../../smithy/write-response.js';
import type { HttpReply } from '../../waist.js';
import type { Answer } from '../behaviour.js';

const paths = { InvokeModel: 'invoke', Converse: 'converse' };
const headers = { 'content-type': 'application/json' };

/** Faults are of calls, so that none strikes here; fixtures answer as they do a call. */
export function createInfer(scope: Scope, answer: Answer): Infer {
  return async (operation, modelId, text) => {
    try {
      const route = findRoute('POST', `/model/${encodeURIComponent(modelId)}/${paths[operation]}`);
      const exchange = openExchange(route, modelId, Buffer.from(text), scope);
      validateInput(exchange.operation, exchange.input);
      return await readReply(write(exchange, await answer(exchange)), exchange);
    } catch (thrown) {
      const refusal = thrown instanceof ServiceException ? thrown : internalServerException(thrown);
      return { refused: { status: statusOf(refusal), message: refusal.message } };
    }
  };
}

function openExchange(route: Route, modelId: string, body: Buffer, { namespace, region }: Scope): Exchange {
  const never = new AbortController();
  return {
    id: namespace.clock.uuid(),
    namespace,
    operation: route.operation,
    caller: { kind: 'anonymous' },
    region,
    headers,
    input: readRequest(route, headers, body),
    signal: () => never.signal,
    startedAt: namespace.clock.monotonic(),
    atRest: true,
    seed: seedOf(namespace.settings, modelId, body),
    notes: { model: modelId, faults: [] },
  };
}

function write(exchange: Exchange, reply: Reply): HttpReply {
  const { clock } = exchange.namespace;
  if (reply.kind === 'exception') throw reply.exception;
  if (reply.kind === 'raw') return writeRawReply(reply.raw, { clock, signal: exchange.signal, speed: 0 });
  if (reply.kind === 'inference') throw new Error('an inference was answered for an operation that carries none');
  return writeResponse(exchange.operation, reply.output.output, reply.output.headers);
}

async function readReply({ status, body }: HttpReply, { notes }: Exchange): Promise<Inferred> {
  const text = await readText(body);
  if (status >= 400) return { refused: { status, message: messageOf(text) } };
  return { body: text, inputTokens: notes.usage?.inputTokens ?? 0, outputTokens: notes.usage?.outputTokens ?? 0 };
}

async function readText(body: HttpReply['body']): Promise<string> {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString();
}

function messageOf(text: string): string {
  try {
    return String(JSON.parse(text).message ?? text);
  } catch {
    return text;
  }
}
