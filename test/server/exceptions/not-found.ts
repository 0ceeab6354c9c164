/** Names that mean nothing, where a well-formed input alone does not show it, and models that are not to be had. */
import { type Case, casesOf } from './case.js';

const claude = 'anthropic.claude-3-haiku-20240307-v1:0';
const messages = [{ role: 'user', content: [{ text: 'Hello' }] }];
const body = Buffer.from(JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 9, messages }));

async function* nothing() {}

/** Anthropic's form has not been filled out; Nova Reel 1.0 and Nova Sonic 1.0 have reached the end of their life. */
export const notFound: Case[] = casesOf('ResourceNotFoundException', {
  Converse: () => ({ modelId: claude, messages }),
  ConverseStream: () => ({ modelId: claude, messages }),
  CountTokens: () => ({ modelId: 'anthropic.claude-sonnet-4-20250514-v1:0', input: { converse: { messages } } }),
  CreateModelInvocationJob: () => ({
    jobName: 'fresh',
    roleArn: 'arn:aws:iam::123456789012:role/batch',
    modelId: claude,
    inputDataConfig: { s3InputDataConfig: { s3Uri: 's3://in-bucket/in.jsonl' } },
    outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://out-bucket/out/' } },
  }),
  InvokeModel: () => ({ modelId: claude, body }),
  InvokeModelWithBidirectionalStream: () => ({ modelId: 'amazon.nova-sonic-v1:0', body: nothing() }),
  InvokeModelWithResponseStream: () => ({ modelId: claude, body }),
  StartAsyncInvoke: () => ({
    modelId: 'amazon.nova-reel-v1:0',
    modelInput: { taskType: 'TEXT_VIDEO', textToVideoParams: { text: 'A red sun' } },
    outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://out-bucket/made' } },
  }),
});

/** A deployment that is being made. */
export const notReady: Case[] = casesOf('ModelNotReadyException', {
  Converse: ({ comingDeployment }) => ({ modelId: comingDeployment, messages }),
  ConverseStream: ({ comingDeployment }) => ({ modelId: comingDeployment, messages }),
  InvokeModel: ({ comingDeployment }) => ({ modelId: comingDeployment, body }),
  InvokeModelWithBidirectionalStream: ({ comingDeployment }) => ({ modelId: comingDeployment, body: nothing() }),
  InvokeModelWithResponseStream: ({ comingDeployment }) => ({ modelId: comingDeployment, body }),
});
