/** Reads the input of a batch job: its JSONL files, each line one record, and holds them against the quotas. */

import { fileBytes, jobBytes, maximumRecords, minimumRecords } from '../../rules/batch.js';
import type { RuleRow } from '../../rules/rule.js';
import { isOff } from '../../rules/shared/switches.js';
import { readS3Uri, writeS3Uri } from '../../storage/s3-uri.js';
import type { Storage, StoredObject } from '../../storage/storage.js';
import type { Scope } from '../resource.js';
import { JobFailure } from '../shared/job-storage.js';
import type { BatchRecord } from './job.js';

/** One line of a file. */
export interface InputRecord {
  /** Absent where the line has none. */
  recordId?: string;
  modelInput: object;
}

export interface InputFile {
  /** Below the place that the job names: `part-1.jsonl`, `deep/part-2.jsonl`. */
  name: string;
  records: InputRecord[];
}

/** Throws a JobFailure where there is nothing to read, a line is no record, or a quota does not allow it. */
export async function readInput(job: BatchRecord, storage: Storage, { namespace }: Scope): Promise<InputFile[]> {
  const { settings } = namespace;
  const check = ({ id, limit }: RuleRow & { limit: number }, fits: (limit: number) => boolean, words: string) => {
    if (fits(limit) || isOff(id, job.properties.baseModelId, settings)) return;
    throw new JobFailure(`Batch job ${job.arn} ${words}: ${limit}`);
  };
  const uri = String(job.properties.inputDataConfig.s3InputDataConfig?.s3Uri);
  const { bucket, key } = readS3Uri(uri);
  const objects = await findObjects(storage, bucket, key);
  if (objects.length === 0)
    throw new JobFailure(`Batch job ${job.arn} has no input: there is no .jsonl file at ${uri}`);
  for (const object of objects) {
    const { size } = object;
    check(fileBytes, (limit) => size <= limit, `contains a file of more bytes (${size}) than the allowed maximum of`);
  }
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  check(jobBytes, (limit) => bytes <= limit, `contains more bytes (${bytes}) than the allowed maximum of`);
  const files = await Promise.all(objects.map((object) => readFile(job, storage, bucket, key, object)));
  const count = files.reduce((sum, { records }) => sum + records.length, 0);
  check(minimumRecords, (limit) => count >= limit, `contains less records (${count}) than the required minimum of`);
  check(maximumRecords, (limit) => count <= limit, `contains more records (${count}) than the allowed maximum of`);
  return files;
}

/** The one file that the key names, else all that lie below it. */
async function findObjects(storage: Storage, bucket: string, key: string): Promise<StoredObject[]> {
  const found = await storage.list(bucket, key);
  const exact = found.filter((object) => object.key === key && key.endsWith('.jsonl'));
  if (exact.length > 0) return exact;
  return found.filter((object) => object.key.endsWith('.jsonl') && (key === '' || object.key.startsWith(`${key}/`)));
}

async function readFile(
  job: BatchRecord,
  storage: Storage,
  bucket: string,
  key: string,
  object: StoredObject,
): Promise<InputFile> {
  const bytes = await storage.read(bucket, object.key);
  const uri = writeS3Uri({ bucket, key: object.key });
  if (!bytes) throw new JobFailure(`Batch job ${job.arn} has lost its input: ${uri} is no longer there`);
  const lines = Buffer.from(bytes).toString().split('\n');
  const records = lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const record = readRecord(line);
    if (typeof record === 'object') return [record];
    throw new JobFailure(
      `Batch job ${job.arn} contains a line that is no record: line ${index + 1} of ${uri} ${record}`,
    );
  });
  return { name: nameBelow(key, object.key), records };
}

function nameBelow(place: string, key: string): string {
  if (key === place) return key.slice(key.lastIndexOf('/') + 1);
  return place === '' ? key : key.slice(place.length + 1);
}

/** Or what is wrong with the line. */
function readRecord(line: string): InputRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'is not JSON';
  }
  if (!isObject(value)) return 'is not a JSON object';
  const { recordId, modelInput } = value;
  if (!isObject(modelInput)) return 'has no modelInput that is a JSON object';
  if (recordId === undefined) return { modelInput };
  return typeof recordId === 'string' ? { recordId, modelInput } : 'has a recordId that is not a string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
