/** What a sample says of the thing that an operation creates: its ARN, in the form that such things have, and its id. */
import type { Exchange } from '../../exchange.js';
import { createSequence } from '../../inference/sequence.js';

type Values = (arn: (resource: string) => string, id: string) => Record<string, unknown>;

/** ARNs as the user guide and the API model's patterns have them. */
const created: Record<string, Values> = {
  StartAsyncInvoke: (arn, id) => ({ invocationArn: arn(`async-invoke/${id}`) }),
};

/** Members of the output that the input does not hold. Empty where the operation creates nothing. */
export function createdValues({ operation, region, namespace, seed }: Exchange): Record<string, unknown> {
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws';
  const arn = (resource: string) => `arn:${partition}:bedrock:${region}:${namespace.settings.accountId}:${resource}`;
  const id = createSequence(seed).token(12).toLowerCase();
  return created[operation.name]?.(arn, id) ?? {};
}
