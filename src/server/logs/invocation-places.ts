/** Where the logging configuration wants invocations: S3 and CloudWatch Logs, or what stands for them. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { LoggingConfig, S3Config } from '@aws-sdk/client-bedrock';
import type { Exchange } from '../exchange.js';
import type { JournalRecord } from '../namespace.js';
import { openStorage } from '../storage/open-storage.js';
import { joinKey, writeS3Uri } from '../storage/s3-uri.js';
import type { Storage } from '../storage/storage.js';
import { fileOf } from './append-file.js';
import type { Delivery, Place } from './delivery.js';

/** Source: user guide, "Model invocation logging". */
const LOG_STREAM = 'aws/bedrock/modelinvocations';

/** Larger bodies stand in objects of their own, in bytes. Source: the same page. */
const LARGE_BODY = 100 * 1024;

const zip = promisify(gzip);
/** Tells apart what bears the same time and id: a clock may be frozen twice. */
let delivered = 0;

export interface InvocationPlace {
  place: Place;
  /** Gives the member that stands for a body: itself, or the path of the object that holds it. */
  keep(body: unknown, side: 'input' | 'output'): Record<string, unknown>;
}

/** Says what the configuration asks for and nothing stands for. */
export function placesOf(
  { s3Config, cloudWatchConfig }: LoggingConfig,
  exchange: Exchange,
  record: JournalRecord,
  delivery: Delivery,
): InvocationPlace[] {
  const storage = openStorage(exchange.namespace.settings);
  const { logsRoot } = exchange.namespace.settings;
  const places: InvocationPlace[] = [];
  const keepIn = (config: S3Config | undefined) => (body: unknown, side: 'input' | 'output') =>
    keepBody(body, side, config && storage && { config, storage }, exchange, record, delivery);
  if (s3Config && storage)
    places.push({ place: recordsOf(s3Config, storage, exchange, record), keep: keepIn(s3Config) });
  else if (s3Config) delivery.warn(`the bucket ${s3Config.bucketName} gets no logs: nothing stands for S3 (${HOW_S3})`);
  if (cloudWatchConfig && logsRoot !== undefined) {
    const { logGroupName = '', largeDataDeliveryS3Config } = cloudWatchConfig;
    const path = streamPath(logsRoot, logGroupName);
    if (path === undefined)
      delivery.warn(`the log group ${logGroupName} gets no logs: it cannot be a folder below ${logsRoot}`);
    else places.push({ place: fileOf(path), keep: keepIn(largeDataDeliveryS3Config) });
  } else if (cloudWatchConfig)
    delivery.warn(
      `the log group ${cloudWatchConfig.logGroupName} gets no logs: nothing stands for CloudWatch Logs (--logs-root DIR)`,
    );
  return places;
}

const HOW_S3 = '--s3-root DIR or --s3-endpoint URL';

/** Log groups may begin with a slash; none leads out of the folder. */
function streamPath(root: string, group: string): string | undefined {
  const steps = group.split('/').filter((step) => step !== '');
  if (steps.length === 0 || steps.some((step) => !/^[\w.#-]+$/.test(step) || /^\.+$/.test(step))) return undefined;
  return join(root, ...steps, LOG_STREAM);
}

/** One object for the records that are brought together: `.../2026/11/28/12/20261128T120000123Z_0123456789abcdef.json.gz`. */
function recordsOf(config: S3Config, storage: Storage, exchange: Exchange, record: JournalRecord): Place {
  const bucket = String(config.bucketName);
  const folder = folderOf(config, exchange, record);
  return {
    name: writeS3Uri({ bucket, key: folder }),
    async write(lines) {
      delivered += 1;
      const mark = markOf(record.id, delivered);
      const name = `${record.startedAt.replaceAll(/[-:.]/g, '')}_${mark}.json.gz`;
      await storage.write(bucket, joinKey(folder, name), await zip(lines.map((line) => `${line}\n`).join('')));
    },
  };
}

/** Sixteen digits, in the order of delivery. */
function markOf(id: string, count: number): string {
  const digest = createHash('sha256').update(`${id} ${process.pid}`).digest('hex');
  return `${count.toString(16).padStart(8, '0')}${digest.slice(0, 8)}`;
}

function folderOf({ keyPrefix = '' }: S3Config, { namespace, region }: Exchange, { startedAt }: JournalRecord): string {
  const [day = '', time = ''] = startedAt.split('T');
  const prefix = keyPrefix.replaceAll(/^\/+|\/+$/g, '');
  const { accountId } = namespace.settings;
  const hour = joinKey(...day.split('-'), time.slice(0, 2));
  return joinKey(prefix, 'AWSLogs', accountId, 'BedrockModelInvocationLogs', region, hour);
}

function keepBody(
  body: unknown,
  side: 'input' | 'output',
  large: { config: S3Config; storage: Storage } | undefined,
  exchange: Exchange,
  record: JournalRecord,
  delivery: Delivery,
): Record<string, unknown> {
  if (body === undefined) return {};
  const text = JSON.stringify(body);
  if (Buffer.byteLength(text) <= LARGE_BODY) return { [`${side}BodyJson`]: body };
  if (!large) return {};
  const bucket = String(large.config.bucketName);
  const key = joinKey(folderOf(large.config, exchange, record), 'data', `${record.id}_${side}.json.gz`);
  const uri = writeS3Uri({ bucket, key });
  const write = async ([line = '']: string[]) => large.storage.write(bucket, key, await zip(line));
  delivery.add({ name: uri, write }, text);
  return { [`${side}BodyS3Path`]: uri };
}
