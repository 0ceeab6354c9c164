/** How far a batch job has come: asks the model record by record, and writes what it answered. */
import { hashText } from '../../generation/random.js';
import { createSequence } from '../../inference/sequence.js';
import { joinKey, readS3Uri } from '../../storage/s3-uri.js';
import type { Storage } from '../../storage/storage.js';
import type { Infer, Inferred } from '../resource.js';
import type { InputFile, InputRecord } from './input.js';
import type { BatchCounts, BatchProperties, BatchRecord } from './job.js';

export interface Progress {
  files: InputFile[];
  counts: BatchCounts;
  /** The lines of the output, by file, as far as they are made. */
  lines: string[][];
}

export function createProgress(files: InputFile[]): Progress {
  const total = files.reduce((sum, { records }) => sum + records.length, 0);
  return {
    files,
    counts: { total, processed: 0, success: 0, error: 0, inputTokens: 0, outputTokens: 0 },
    lines: files.map(() => []),
  };
}

/** Asks for records until `target` of them are done, in the order of files and lines. */
export async function advance(progress: Progress, target: number, job: BatchRecord, infer: Infer): Promise<void> {
  const { files, lines, counts } = progress;
  for (const [index, { records }] of files.entries()) {
    const written = lines[index]!;
    while (written.length < records.length && counts.processed < target) {
      const record = records[written.length]!;
      const { modelInvocationType, modelId } = job.properties;
      const inferred = await infer(modelInvocationType, modelId, JSON.stringify(record.modelInput));
      count(counts, inferred);
      written.push(writeLine(record, inferred, `${job.id} ${index} ${written.length}`));
    }
  }
}

function count(counts: BatchCounts, inferred: Inferred): void {
  counts.processed += 1;
  if ('refused' in inferred) {
    counts.error += 1;
    return;
  }
  counts.success += 1;
  counts.inputTokens += inferred.inputTokens;
  counts.outputTokens += inferred.outputTokens;
}

/** Source: user guide, "View the results of a batch inference job". A missing id is made: eleven letters and digits. */
function writeLine({ recordId, modelInput }: InputRecord, inferred: Inferred, place: string): string {
  const id = recordId ?? createSequence(hashText(place)).token(11).toUpperCase();
  const head = `{"recordId":${JSON.stringify(id)},"modelInput":${JSON.stringify(modelInput)}`;
  if (!('refused' in inferred)) return `${head},"modelOutput":${inferred.body}}`;
  const { status, message } = inferred.refused;
  return `${head},"error":${JSON.stringify({ errorCode: status, errorMessage: message })}}`;
}

/** Writes the files of the results, and their summary last. */
export async function deliver({ files, lines, counts }: Progress, job: BatchRecord, storage: Storage): Promise<void> {
  const { bucket, key } = readS3Uri(outputUri(job.properties));
  const write = (name: string, body: string) => storage.write(bucket, joinKey(key, job.id, name), body);
  for (const [index, { name }] of files.entries())
    await write(`${name}.out`, lines[index]!.map((line) => `${line}\n`).join(''));
  await write('manifest.json.out', JSON.stringify(writeManifest(counts)));
}

function outputUri({ outputDataConfig }: BatchProperties): string {
  return String(outputDataConfig.s3OutputDataConfig?.s3Uri);
}

/** Source: the same page. */
function writeManifest({ total, processed, success, error, inputTokens, outputTokens }: BatchCounts): object {
  return {
    totalRecordCount: total,
    processedRecordCount: processed,
    successRecordCount: success,
    errorRecordCount: error,
    inputTokenCount: inputTokens,
    outputTokenCount: outputTokens,
  };
}
