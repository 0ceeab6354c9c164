/** Reads the input that InvokeModel and InvokeModelWithResponseStream share: the model, its dialect, the native body. */
import type { FoundationModel } from '../../fixtures/foundation-models.js';
import type { ModelOperation, ResolvedModel } from '../catalogue.js';
import type { Dialect, JsonObject, WriteContext } from '../dialects/dialect.js';
import { dialects } from '../dialects/index.js';
import { validationException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import { createSequence } from '../inference/sequence.js';
import { textCompletionsBody } from '../rules/invoke.js';
import { isOff } from '../rules/shared/switches.js';
import { toDialectModel } from '../rules/shared/to-dialect-model.js';
import type { Settings } from '../settings.js';
import { readJson } from '../smithy/read-request.js';
import { readGuardrailConfig } from './guard/native-body.js';
import { resolveNamedModel } from './shared/resolve-named-model.js';

export interface Invocation {
  model: ResolvedModel;
  dialect: Dialect;
  body: JsonObject;
  context: WriteContext;
}

/** Throws what AWS refuses: the model's id, a body that is not a JSON object. */
export function readInvocation(exchange: Exchange, operation: ModelOperation): Invocation {
  const { body: bytes } = exchange.input as { body?: Uint8Array };
  const model = resolveNamedModel(exchange, operation);
  const body = readGuardrailConfig(parseNativeBody(bytes), exchange);
  const dialect = dialects[formatOf(model.model, body, exchange.namespace.settings)];
  if (!dialect) {
    throw validationException("The requested operation is not supported by this model's native format.", {
      hint: `bedrock-local has no dialect for ${model.model.format} yet; Converse answers for models that have it`,
    });
  }
  return { model, dialect, body, context: createContext(exchange, model, body) };
}

/** The model's own format; or that of Claude 2, for a program that was written for it, where the rule is off that refuses it. */
function formatOf({ modelId, format }: FoundationModel, body: JsonObject, settings: Settings): string {
  if (format !== 'anthropic-messages' || !Object.hasOwn(body, 'prompt') || Object.hasOwn(body, 'messages'))
    return format;
  return isOff(textCompletionsBody.id, modelId, settings) ? 'anthropic-text-completions' : format;
}

/** Throws what AWS refuses: a body that is not a JSON object. */
export function parseNativeBody(bytes: Uint8Array | undefined): JsonObject {
  const value = readJson(bytes);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as JsonObject;
  throw validationException('Malformed input request, please reformat your input and try again.');
}

/** What a dialect may ask for while it writes; deterministic for the exchange. */
export function createContext(exchange: Exchange, { model }: ResolvedModel, body: JsonObject): WriteContext {
  const sequence = createSequence(exchange.seed);
  return {
    model: toDialectModel(model, exchange.namespace.settings),
    body,
    requestId: exchange.id,
    uuid: sequence.uuid,
    token: sequence.token,
    epochSeconds: Math.floor(exchange.namespace.clock.now() / 1000),
  };
}
