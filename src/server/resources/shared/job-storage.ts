/** What jobs read and write, and how they fail. */
import { openStorage } from '../../storage/open-storage.js';
import type { Storage } from '../../storage/storage.js';
import type { Scope } from '../resource.js';

/** A reason for a job to fail: AWS's words where they are known, else ours. */
export class JobFailure extends Error {}

/** Throws a JobFailure that says how to have one, where the settings name none. */
export function openJobStorage({ namespace }: Scope): Storage {
  const storage = openStorage(namespace.settings);
  if (storage) return storage;
  throw new JobFailure(
    'bedrock-local has nothing that stands for S3: start it with --s3-root DIR or --s3-endpoint URL',
  );
}
