/** What is kept of a batch inference job. */
import type { ModelInvocationJobInputDataConfig, ModelInvocationJobOutputDataConfig } from '@aws-sdk/client-bedrock';
import type { ResourceRecord } from '../resource.js';

export interface BatchCounts {
  total: number;
  processed: number;
  success: number;
  error: number;
  inputTokens: number;
  outputTokens: number;
}

export interface BatchProperties {
  roleArn: string;
  /** As the caller gave it: a record is asked of the same id. */
  modelId: string;
  /** The foundation model's own id, for switches of rules. */
  baseModelId: string;
  modelArn: string;
  inputDataConfig: ModelInvocationJobInputDataConfig;
  outputDataConfig: ModelInvocationJobOutputDataConfig;
  vpcConfig?: object;
  timeoutDurationInHours: number;
  modelInvocationType: 'InvokeModel' | 'Converse';
  /** Milliseconds since the epoch. */
  expiresAt: number;
  endedAt?: number;
  /** Why it failed. */
  message?: string;
  /** Present once the input has been read. */
  counts?: BatchCounts;
}

export type BatchRecord = ResourceRecord<BatchProperties>;
