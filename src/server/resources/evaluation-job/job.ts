/** What is kept of an evaluation job. */
import type { CreateEvaluationJobRequest } from '@aws-sdk/client-bedrock';
import type { ResourceRecord } from '../resource.js';

export type EvaluationProperties = Omit<CreateEvaluationJobRequest, 'jobName' | 'clientRequestToken' | 'jobTags'> & {
  /** Why it failed. */
  failureMessages?: string[];
};

export type EvaluationRecord = ResourceRecord<EvaluationProperties>;
