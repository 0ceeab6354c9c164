/** CountTokens: both forms of its input. */
import { type ContractCase, single } from '../case.js';
import { claudeBody, question, user } from './shared.js';

const modelId = 'anthropic.claude-3-5-haiku-20241022-v1:0';

export const countTokensCases: ContractCase[] = [
  single(
    'CountTokensOfConverse',
    'A conversation is counted.',
    'CountTokens',
    { modelId, input: { converse: { messages: [user(question)] } } },
    { requireParams: ['inputTokens'] },
  ),
  single(
    'CountTokensOfInvokeModel',
    'A native body is counted.',
    'CountTokens',
    { modelId, input: { invokeModel: { body: claudeBody() } } },
    { requireParams: ['inputTokens'] },
  ),
  single(
    'CountTokensRefusesUnknownModel',
    'A model that does not exist.',
    'CountTokens',
    { modelId: 'amazon.no-such-model-v1:0', input: { converse: { messages: [user('a')] } } },
    { error: 'ValidationException' },
  ),
];
