/** Counts an exchange that has ended as CloudWatch does: a success is an invocation; a throttle is neither that nor an error. */
import type { Exchange } from '../exchange.js';
import type { JournalRecord } from '../namespace.js';
import { quotaUsage } from '../quotas/burndown.js';
import { addTo, type Counts, countsOf } from './counts.js';

/** Those that carry an inference. Source: user guide, "Amazon Bedrock runtime metrics"; the OpenAI-compatible path is counted with them. */
const counted = new Set([
  'Converse',
  'ConverseStream',
  'InvokeModel',
  'InvokeModelWithResponseStream',
  'OpenAI.ChatCompletions',
]);

/** The operations that have a time to the first token. Source: user guide, "Amazon Bedrock runtime metrics". */
const streaming = new Set(['ConverseStream', 'InvokeModelWithResponseStream']);

/** Exceptions that are the server's fault though the stream that they end began with 200. */
const serverFaults = new Set(['InternalServerException', 'ServiceUnavailableException']);

export function countExchange(exchange: Exchange, record: JournalRecord): void {
  const { name } = exchange.operation;
  if (!counted.has(name) || record.status === 0) return;
  const counts = countsOf(exchange.namespace.counts, name, modelOf(exchange, record));
  const { exception, status } = record;
  if (exception === 'ThrottlingException') counts.throttles += 1;
  else if (status >= 500 || (status < 400 && exception !== undefined && serverFaults.has(exception)))
    counts.serverErrors += 1;
  else if (status >= 400 || exception !== undefined) counts.clientErrors += 1;
  else countSuccess(counts, exchange, record);
}

/** Whatever a caller may write in a path is no label: only a model that was found, or that answered. */
function modelOf({ model, notes }: Exchange, { status }: JournalRecord): string {
  return model?.requestedId ?? (status < 400 ? notes.model : undefined) ?? 'unknown';
}

function countSuccess(counts: Counts, { operation, model, notes }: Exchange, record: JournalRecord): void {
  counts.invocations += 1;
  addTo(counts.latency, record.durationMs / 1000);
  if (model?.model.modelLifecycle.status === 'LEGACY') counts.legacy += 1;
  if (notes.images) counts.images += notes.images;
  if (streaming.has(operation.name) && record.firstByteMs !== undefined)
    addTo(counts.firstToken, firstTokenMs(operation.name, record, record.firstByteMs) / 1000);
  const { usage } = notes;
  if (!usage) return;
  counts.inputTokens += usage.inputTokens;
  counts.outputTokens += usage.outputTokens;
  counts.cacheReadTokens += usage.cacheReadInputTokens ?? 0;
  counts.cacheWriteTokens += usage.cacheWriteInputTokens ?? 0;
  counts.quotaUsage += quotaUsage(usage, model?.model.modelId ?? record.model ?? '');
}

/** The first event of ConverseStream, messageStart, has no token yet. A stream that never waited has one moment only. */
function firstTokenMs(operation: string, { chunksMs }: JournalRecord, firstByteMs: number): number {
  return (operation === 'ConverseStream' ? chunksMs?.[1] : undefined) ?? firstByteMs;
}
