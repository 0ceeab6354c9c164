/** Callers whom any operation refuses: who may not, who asks too often; and names that mean nothing. */
import { isProvoked } from '../by-fault.js';
import type { ContractCase, Params } from '../case.js';
import { claude, claudeBody, user } from '../cases/shared.js';
import { changesAccount } from './changes-account.js';
import { refusalCases } from './well-formed.js';

const has =
  (exception: string) =>
  ({ name }: { name: string }) =>
    isProvoked(name, exception);

const messages = [user('Hello')];

async function* nothing() {}

/** Models that an account has not asked for, and models that have reached the end of their life: an unknown name is another refusal there. */
const notToBeHad: Record<string, Params> = {
  Converse: { modelId: claude, messages },
  ConverseStream: { modelId: claude, messages },
  CountTokens: { modelId: 'anthropic.claude-sonnet-4-20250514-v1:0', input: { converse: { messages } } },
  CreateModelInvocationJob: {
    jobName: 'contract-not-to-be-had',
    roleArn: 'arn:aws:iam::123456789012:role/contract',
    modelId: claude,
    inputDataConfig: { s3InputDataConfig: { s3Uri: 's3://contract-in/in.jsonl' } },
    outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://contract-out/out/' } },
  },
  InvokeModel: { modelId: claude, body: claudeBody() },
  InvokeModelWithBidirectionalStream: {
    modelId: 'amazon.nova-sonic-v1:0',
    body: { [Symbol.asyncIterator]: nothing },
  },
  InvokeModelWithResponseStream: { modelId: claude, body: claudeBody() },
  StartAsyncInvoke: {
    modelId: 'amazon.nova-reel-v1:0',
    modelInput: { taskType: 'TEXT_VIDEO', textToVideoParams: { text: 'A red sun' } },
    outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://contract-out/made' } },
  },
};

/** What every account of the suite may have: only in one that never had it, it is not found. */
const ofNobody = new Set(['GetUseCaseForModelAccess']);

export const refusedCallers = (): ContractCase[] => [
  ...refusalCases(
    { suffix: 'IsDenied', documentation: 'A caller whom a policy denies it.', error: 'AccessDeniedException' },
    has('AccessDeniedException'),
    () => ({ credentials: 'denied' }),
  ),
  ...refusalCases(
    { suffix: 'IsThrottled', documentation: 'A caller who may make no request more.', error: 'ThrottlingException' },
    has('ThrottlingException'),
    () => ({ credentials: 'throttled' }),
  ),
  ...refusalCases(
    { suffix: 'FindsNothing', documentation: 'What it names is not there.', error: 'ResourceNotFoundException' },
    has('ResourceNotFoundException'),
    (operation) => {
      const params = notToBeHad[operation.name];
      return {
        ...(params && { params }),
        ...((params || ofNobody.has(operation.name)) && { credentials: 'unsubscribed' as const }),
        ...(changesAccount(operation) && { marks: { writes: true } }),
      };
    },
  ),
];
