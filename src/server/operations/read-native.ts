/** Reads a native body into an inference, as strictly as the settings want it. */
import type { DialectModel, JsonObject } from '../dialects/dialect.js';
import { ServiceException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import type { Inference } from '../inference/inference.js';
import { checkInvocation } from '../rules/check-invocation.js';
import { unknownKeys } from '../rules/invoke.js';
import type { Invocation } from './invoke-input.js';

interface Reader<Request> {
  read(body: JsonObject, model: DialectModel, stream: boolean): Request;
}

/** Throws what AWS refuses: a body that is not of the format, what breaks a rule of the model, a prompt that is too long. */
export function readNative<Request extends Inference>(
  dialect: Reader<Request>,
  { body, context, model }: Invocation,
  exchange: Exchange,
  stream: boolean,
): Request {
  const inference = readBody(dialect, body, context.model, stream);
  if (model.throughputRefusal) throw model.throughputRefusal;
  if (inference.kind === 'conversation') {
    const { length } = exchange.input.body as Uint8Array;
    checkInvocation(inference, length, model.model, exchange.namespace.settings);
  }
  return inference;
}

/** Keys that the format does not know are passed over where the rule about them is off. */
function readBody<Request>(dialect: Reader<Request>, body: JsonObject, model: DialectModel, stream: boolean): Request {
  try {
    return dialect.read(body, model, stream);
  } catch (thrown) {
    const paths = thrown instanceof ServiceException ? thrown.options.unknownKeys : undefined;
    if (!paths?.length || !model.isOff?.(unknownKeys.id)) throw thrown;
    return readBody(dialect, without(body, paths), model, stream);
  }
}

function without(body: JsonObject, paths: (string | number)[][]): JsonObject {
  const copy = structuredClone(body);
  for (const path of paths) {
    let holder: unknown = copy;
    for (const step of path.slice(0, -1)) holder = (holder as Record<string | number, unknown>)[step];
    delete (holder as Record<string | number, unknown>)[path.at(-1)!];
  }
  return copy;
}
