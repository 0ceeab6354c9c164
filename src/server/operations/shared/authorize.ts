/** Whether the rules of the option `policies` let a caller do what it asks for. */
import { callerArn, callerName } from '../../access/caller-name.js';
import { decide } from '../../access/policy.js';
import { accessRefusals } from '../../access/refusals.js';
import { findModel, findProfile } from '../../catalogue.js';
import { foundationModelArn, inferenceProfileArn, readArn } from '../../catalogue-arn.js';
import type { Exchange } from '../../exchange.js';
import { standIn } from './resolve-named-model.js';

/** Operations that IAM knows by the name of another. Source: service authorization reference, "Actions defined by Amazon Bedrock". */
const actions: Record<string, string> = {
  Converse: 'InvokeModel',
  ConverseStream: 'InvokeModelWithResponseStream',
  StartAsyncInvoke: 'InvokeModel',
};

/** Throws AccessDeniedException, as the front door does. */
export function authorize(exchange: Exchange): void {
  const { caller, region, namespace } = exchange;
  const { policies, accountId } = namespace.settings;
  if (policies.length === 0) return;
  const action = actionOf(exchange);
  const { names, arn } = namesOfModel(exchange);
  const decision = decide(policies, { caller: callerName(caller), action, models: names });
  if (decision === 'allowed') return;
  throw accessRefusals.notAuthorized(decision, callerArn(caller, region, accountId), action, arn);
}

function actionOf({ operation, input }: Exchange): string {
  if (operation.name !== 'OpenAI.ChatCompletions') return `bedrock:${actions[operation.name] ?? operation.name}`;
  return `bedrock:${input.stream ? 'InvokeModelWithResponseStream' : 'InvokeModel'}`;
}

/** Every name of the model that the exchange is about, and the ARN by which a refusal names it. */
export function namesOfModel(exchange: Exchange): { names: string[]; arn?: string } {
  const { input, region, namespace } = exchange;
  const given =
    input.modelId ?? (exchange.operation.name.includes('FoundationModel') ? input.modelIdentifier : undefined);
  if (typeof given !== 'string') return { names: [] };
  const { settings } = namespace;
  const meant = ifReady(() => standIn(given, exchange)?.modelId) ?? given;
  const profile = findProfile(meant, region, settings);
  const model = findModel(profile?.modelId ?? meant, region, settings);
  const arn = given.startsWith('arn:')
    ? given
    : profile
      ? inferenceProfileArn(region, settings.accountId, profile.inferenceProfileId)
      : foundationModelArn(region, given);
  const names = [given, readArn(given)?.resourceId, arn, profile?.inferenceProfileId, model?.modelId];
  return { names: [...new Set(names.filter((name) => name !== undefined))], arn };
}

/** What is not ready yet is refused later, in the words for it. */
function ifReady<Value>(find: () => Value): Value | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}
