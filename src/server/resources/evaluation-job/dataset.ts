/** Reads a data set of prompts: JSON lines, each with a prompt. */
import { readS3Uri } from '../../storage/s3-uri.js';
import type { Storage } from '../../storage/storage.js';
import { JobFailure } from '../shared/job-storage.js';

/** Source: user guide, "Create a custom prompt dataset". Other members are kept and given back. */
export interface Prompt {
  prompt: string;
  referenceResponse?: string;
  /** Answers that models elsewhere have given already. */
  modelResponses?: { response: string; modelIdentifier: string }[];
}

/** Throws a JobFailure where nothing is there, or a line is no prompt. */
export async function readDataset(uri: string, storage: Storage): Promise<Prompt[]> {
  const { bucket, key } = readS3Uri(uri);
  const bytes = await storage.read(bucket, key);
  if (!bytes) throw new JobFailure(`The S3 object ${uri} does not exist.`);
  return Buffer.from(bytes)
    .toString()
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readPrompt(line, `line ${index + 1} of ${uri}`)]));
}

function readPrompt(line: string, place: string): Prompt {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new JobFailure(`The data set contains a line that is no JSON: ${place}`);
  }
  if (typeof (value as Prompt | null)?.prompt === 'string') return value as Prompt;
  throw new JobFailure(`The data set contains a line without a prompt: ${place}`);
}
