/** The ARN under which a job names the model that it was given. */
import type { ResolvedModel } from '../../catalogue.js';
import { foundationModelArn, inferenceProfileArn } from '../../catalogue-arn.js';
import type { Scope } from '../resource.js';

/** Of a model, of a system-defined profile, or the ARN that the caller gave. Source: recorded exchanges. */
export function modelArnOf({ model, requestedId, inferenceProfileId }: ResolvedModel, scope: Scope): string {
  if (requestedId.startsWith('arn:')) return requestedId;
  const { region, namespace } = scope;
  return inferenceProfileId === undefined
    ? foundationModelArn(region, model.modelId)
    : inferenceProfileArn(region, namespace.settings.accountId, inferenceProfileId);
}
