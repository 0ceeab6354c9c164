/** The life of an asynchronous invocation by the clock: in progress, then its files are there. */
import { readBase64 } from '../../dialects/shared/base64.js';
import { generateEmbedding } from '../../generation/embedding.js';
import { joinKey, readS3Uri, writeS3Uri } from '../../storage/s3-uri.js';
import { type Storage, StorageError } from '../../storage/storage.js';
import type { Work, WorkTools } from '../resource.js';
import { JobFailure, openJobStorage } from '../shared/job-storage.js';
import type { Invocation, InvocationRecord } from './invocation.js';
import type { OutputFile, OutputTools, Source } from './outputs/output.js';

/** How many transitions it lasts. AWS takes a minute and more. */
const STEPS = 3;

export const invocationWork: Work<Invocation> = {
  due: ({ status, since }, { namespace }) =>
    status === 'InProgress' ? since + STEPS * namespace.settings.transitionMs : undefined,
  async step(record, tools) {
    const at = record.since + STEPS * tools.namespace.settings.transitionMs;
    try {
      await deliver(record, openJobStorage(tools), tools);
      end(record, 'Completed', at, tools);
    } catch (cause) {
      if (!(cause instanceof JobFailure || cause instanceof StorageError)) throw cause;
      end(record, 'Failed', at, tools, cause.message);
    }
  },
};

function end(
  record: InvocationRecord,
  status: string,
  at: number,
  { store }: WorkTools<Invocation>,
  failureMessage?: string,
): void {
  record.properties = { ...record.properties, endedAt: at, ...(failureMessage !== undefined && { failureMessage }) };
  store.enter(record, status, at);
}

/** `s3://bucket/prefix/id`: where the files of an invocation stand. */
export function outputUri({ id, properties }: InvocationRecord): string {
  const { bucket, key } = readS3Uri(properties.s3OutputDataConfig.s3Uri);
  return writeS3Uri({ bucket, key: joinKey(key, id) });
}

async function deliver(record: InvocationRecord, storage: Storage, tools: WorkTools<Invocation>): Promise<void> {
  const { format, modelInput } = record.properties;
  // What makes videos and vectors is loaded when the first one is made.
  const { outputs } = await import('./outputs/index.js');
  const write = outputs[format];
  if (!write) throw new Error(`no output of ${format} is known`);
  const { bucket, key } = readS3Uri(outputUri(record));
  const files = await write(modelInput, toolsFor(record, storage, tools));
  for (const { name, body } of [...files, writeManifest(record, files)])
    await storage.write(bucket, joinKey(key, name), body);
}

/** Comes last. AWS's own form of it is not documented. */
function writeManifest({ arn, properties }: InvocationRecord, files: OutputFile[]): OutputFile {
  const { modelArn } = properties;
  const body = { invocationArn: arn, modelArn, files: files.map(({ name }) => name) };
  return { name: 'manifest.json', body: JSON.stringify(body) };
}

function toolsFor(record: InvocationRecord, storage: Storage, { namespace }: WorkTools<Invocation>): OutputTools {
  const { modelId, format } = record.properties;
  const { clock, settings } = namespace;
  const context = { seed: settings.seed, startedAt: clock.monotonic(), monotonic: clock.monotonic, format };
  return {
    uri: outputUri(record),
    seed: settings.seed,
    read: (source) => readSource(source, storage),
    embed(input, dimensions) {
      const asked = { kind: 'embedding', modelId, inputs: [input], dimensions, normalize: true } as const;
      return generateEmbedding({ ...asked, inputs: [input] }, context).vectors[0]!;
    },
  };
}

async function readSource({ bytes, base64String, s3Location }: Source, storage: Storage): Promise<Uint8Array> {
  const inline = bytes ?? base64String;
  if (inline !== undefined) return readBase64(inline);
  const uri = s3Location?.uri ?? '';
  const { bucket, key } = readS3Uri(uri);
  const found = await storage.read(bucket, key);
  if (found) return found;
  throw new JobFailure(`The S3 object ${uri} does not exist.`);
}
