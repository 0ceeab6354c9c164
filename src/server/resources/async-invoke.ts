/** Asynchronous invocations: of models whose answer is a file, and may take a while. */
import type { Json, JsonObject } from '../dialects/dialect.js';
import { dialects } from '../dialects/index.js';
import { validationException } from '../exception.js';
import { toDialectModel } from '../rules/shared/to-dialect-model.js';
import type { Invocation, InvocationRecord } from './async-invoke/invocation.js';
import { invocationWork, outputUri } from './async-invoke/work.js';
import type { Draft, Resolve, Resource, Scope, Tag } from './resource.js';
import { whileRunning } from './shared/end-jobs.js';
import { modelArnOf } from './shared/model-arn.js';
import { bedrockArn, shortId } from './shared/names.js';

export const asyncInvoke: Resource<Invocation> = {
  kind: 'async-invoke',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `async-invoke/${id}`),
  states: { first: 'InProgress' },
  work: invocationWork,
  taggable: true,
  quotaGroup: whileRunning,
  operations: {
    StartAsyncInvoke: { create, reply: ({ arn }) => ({ invocationArn: arn }) },
    GetAsyncInvoke: { get: 'invocationArn', reply: describe },
    ListAsyncInvokes: { list: 'asyncInvokeSummaries', reply: describe },
  },
};

/** Throws what AWS refuses: the model's id, a model that answers at once, a model input that is not in its format. */
function create(
  { modelInput, outputDataConfig, tags }: Record<string, unknown>,
  scope: Scope,
  resolve: Resolve,
): Omit<Draft<Invocation>, 'request'> {
  const resolved = resolve('StartAsyncInvoke');
  const { model } = resolved;
  const dialect = dialects[model.format];
  if (!dialect?.checkAsync) throw refusal(`${model.modelId} answers at once, to InvokeModel`);
  if (!isObject(modelInput)) throw refusal('modelInput is a JSON object');
  dialect.checkAsync(modelInput, toDialectModel(model, scope.namespace.settings));
  const { s3OutputDataConfig } = outputDataConfig as { s3OutputDataConfig: Invocation['s3OutputDataConfig'] };
  return {
    tags: tags as Tag[] | undefined,
    properties: {
      modelArn: modelArnOf(resolved, scope),
      modelId: model.modelId,
      format: model.format,
      modelInput,
      s3OutputDataConfig,
    },
  };
}

/** AWS's words for a text model (a public issue); they name no reason. */
function refusal(hint: string) {
  return validationException('The provided request is not valid', { hint });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value as Json);
}

/** The place of the output has the invocation's id at its end: AWS's code examples add a file's name to it. */
function describe(record: InvocationRecord): Record<string, unknown> {
  const { arn, status, createdAt, updatedAt, request, properties } = record;
  const { modelArn, endedAt, failureMessage, s3OutputDataConfig } = properties;
  return {
    invocationArn: arn,
    modelArn,
    ...(request && { clientRequestToken: request.clientRequestToken }),
    status,
    ...(failureMessage !== undefined && { failureMessage }),
    submitTime: new Date(createdAt),
    lastModifiedTime: new Date(updatedAt),
    ...(endedAt !== undefined && { endTime: new Date(endedAt) }),
    outputDataConfig: { s3OutputDataConfig: { ...s3OutputDataConfig, s3Uri: outputUri(record) } },
  };
}
