/** What a sample says of the thing that an operation creates: its ARN, in the form that such things have, and its id. */
import type { Exchange } from '../../exchange.js';
import { createSequence } from '../../inference/sequence.js';
import { notFoundMessage } from './named-resource.js';

type Values = (
  arn: (resource: string) => string,
  id: string,
  input: Record<string, unknown>,
) => Record<string, unknown>;

/** ARNs as the user guide and the API model's patterns have them. */
const created: Record<string, Values> = {
  CreateEvaluationJob: (arn, id) => ({ jobArn: arn(`evaluation-job/${id}`) }),
  CreateModelInvocationJob: (arn, id) => ({ jobArn: arn(`model-invocation-job/${id}`) }),
  StartAsyncInvoke: (arn, id) => ({ invocationArn: arn(`async-invoke/${id}`) }),
  BatchDeleteEvaluationJob: batchErrors,
};

/** None of the jobs exists, so that each is an error of its own; the API reference calls the code an HTTP status. */
function batchErrors(_arn: unknown, _id: string, { jobIdentifiers }: Record<string, unknown>): Record<string, unknown> {
  const message = notFoundMessage('BatchDeleteEvaluationJob');
  return { errors: (jobIdentifiers as string[]).map((jobIdentifier) => ({ jobIdentifier, code: '404', message })) };
}

/** Members of the output that the input does not hold. Empty where the operation creates nothing. */
export function createdValues({ operation, input, region, namespace, seed }: Exchange): Record<string, unknown> {
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws';
  const arn = (resource: string) => `arn:${partition}:bedrock:${region}:${namespace.settings.accountId}:${resource}`;
  const id = createSequence(seed).token(12).toLowerCase();
  return created[operation.name]?.(arn, id, input) ?? {};
}
