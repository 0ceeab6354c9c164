/** The operations that have behaviour: those of the resources, and those with a file of their own. All others answer with a sample. */
import { resources } from '../resources/index.js';
import { applyGuardrail } from './apply-guardrail.js';
import type { OperationBehaviour } from './behaviour.js';
import { openConverse } from './converse.js';
import { openConverseStream } from './converse-stream.js';
import { countTokens } from './count-tokens.js';
import { getFoundationModel } from './get-foundation-model.js';
import { getFoundationModelAvailability } from './get-foundation-model-availability.js';
import { getInferenceProfile } from './get-inference-profile.js';
import { guardConverse } from './guard/converse.js';
import { guardInvoke } from './guard/invoke.js';
import { invokeGuardrailChecks } from './invoke-guardrail-checks.js';
import { openInvokeModel } from './invoke-model.js';
import { invokeModelWithBidirectionalStream } from './invoke-model-with-bidirectional-stream.js';
import { openInvokeModelWithResponseStream } from './invoke-model-with-response-stream.js';
import { listFoundationModels } from './list-foundation-models.js';
import { listInferenceProfiles } from './list-inference-profiles.js';
import { listTagsForResource } from './list-tags-for-resource.js';
import { openChatCompletions } from './openai-chat-completions.js';
import { resourceOperations } from './resource-operations.js';
import { tagResource } from './tag-resource.js';
import { untagResource } from './untag-resource.js';

export const operationBehaviours: Record<string, OperationBehaviour> = {
  ...resourceOperations(resources),
  ApplyGuardrail: { handle: applyGuardrail },
  Converse: { open: guardConverse(openConverse) },
  ConverseStream: { open: guardConverse(openConverseStream) },
  CountTokens: { handle: countTokens },
  GetFoundationModel: { handle: getFoundationModel },
  GetFoundationModelAvailability: { handle: getFoundationModelAvailability },
  GetInferenceProfile: { handle: getInferenceProfile },
  InvokeGuardrailChecks: { handle: invokeGuardrailChecks },
  InvokeModel: { open: guardInvoke(openInvokeModel) },
  InvokeModelWithBidirectionalStream: { handle: invokeModelWithBidirectionalStream },
  InvokeModelWithResponseStream: { open: guardInvoke(openInvokeModelWithResponseStream) },
  ListFoundationModels: { handle: listFoundationModels },
  ListInferenceProfiles: { handle: listInferenceProfiles },
  ListTagsForResource: { handle: listTagsForResource },
  TagResource: { handle: tagResource },
  UntagResource: { handle: untagResource },
  'OpenAI.ChatCompletions': { open: openChatCompletions },
};
