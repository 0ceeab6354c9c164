/** What is kept of an asynchronous invocation. */
import type { JsonObject } from '../../dialects/dialect.js';
import type { ResourceRecord } from '../resource.js';

export interface Invocation {
  modelArn: string;
  /** The foundation model's own id. */
  modelId: string;
  /** Its native format. */
  format: string;
  modelInput: JsonObject;
  /** As the caller gave it; the output stands below it, in a folder with the invocation's id. */
  s3OutputDataConfig: { s3Uri: string; kmsKeyId?: string; bucketOwner?: string };
  /** Milliseconds since the epoch. */
  endedAt?: number;
  failureMessage?: string;
}

export type InvocationRecord = ResourceRecord<Invocation>;
