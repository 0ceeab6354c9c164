/** CountTokens: the tokens that the same request would be charged for, in either of its two forms. */
import type { CountTokensRequest } from '@aws-sdk/client-bedrock-runtime';
import { dialects } from '../dialects/index.js';
import { validationException } from '../exception.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import type { Conversation } from '../inference/conversation.js';
import { countInputTokens } from '../inference/prompt-text.js';
import { toDialectModel } from '../rules/shared/to-dialect-model.js';
import { parseNativeBody } from './invoke-input.js';
import { resolveNamedModel } from './shared/resolve-named-model.js';

export function countTokens(exchange: Exchange): OperationOutput {
  const { modelId = '', input } = exchange.input as unknown as CountTokensRequest;
  const { model } = resolveNamedModel(exchange, 'CountTokens');
  if (input?.invokeModel) {
    const dialect = dialects[model.format];
    const inference = dialect?.read(
      parseNativeBody(input.invokeModel.body),
      toDialectModel(model, exchange.namespace.settings),
      false,
    );
    if (inference?.kind !== 'conversation')
      throw validationException("The provided model doesn't support counting tokens.");
    return { output: { inputTokens: countInputTokens(inference) } };
  }
  const { messages = [], system = [], toolConfig } = input?.converse ?? {};
  const conversation: Conversation = {
    kind: 'conversation',
    modelId,
    messages,
    system,
    sampling: {},
    ...(toolConfig && { toolConfig }),
  };
  return { output: { inputTokens: countInputTokens(conversation) } };
}
