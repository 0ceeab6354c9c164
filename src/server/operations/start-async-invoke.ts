/** StartAsyncInvoke: holds the model input against the model's own format, and answers with a sample. */
import type { Json, JsonObject } from '../dialects/dialect.js';
import { dialects } from '../dialects/index.js';
import { validationException } from '../exception.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import { answerWithSample } from '../responders/sample.js';
import { toDialectModel } from './invoke-input.js';
import { resolveNamedModel } from './shared/resolve-named-model.js';

/** Throws what AWS refuses: the model's id, a model that answers at once, a model input that is not in its format. */
export function startAsyncInvoke(exchange: Exchange): OperationOutput {
  const { model } = resolveNamedModel(exchange, 'StartAsyncInvoke');
  const dialect = dialects[model.format];
  const modelInput = exchange.input.modelInput as Json;
  if (!dialect?.checkAsync) throw refusal(`${model.modelId} answers at once, to InvokeModel`);
  if (!isObject(modelInput)) throw refusal('modelInput is a JSON object');
  dialect.checkAsync(modelInput, toDialectModel(model, exchange.namespace.settings));
  return answerWithSample(exchange);
}

/** AWS's words for a text model (a public issue); they name no reason. */
function refusal(hint: string) {
  return validationException('The provided request is not valid', { hint });
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
