/** The life of a batch job by the clock: validated, queued, its records asked one after the other, its results delivered. */
import { StorageError } from '../../storage/storage.js';
import type { Scope, Work, WorkTools } from '../resource.js';
import { JobFailure, openJobStorage } from '../shared/job-storage.js';
import { readInput } from './input.js';
import type { BatchProperties, BatchRecord } from './job.js';
import { advance, createProgress, deliver, type Progress } from './progress.js';

/** Milliseconds from one look at a job in progress to the next. */
const TICK = 100;

/** What was read and answered so far. Lost with the process, and then made again: the same input gives the same output. */
const progresses = new WeakMap<BatchRecord, Progress>();

type Tools = WorkTools<BatchProperties>;

export const batchWork: Work<BatchProperties> = {
  due(job, scope) {
    const { status, since, properties } = job;
    if (status === 'Submitted' || status === 'Validating' || status === 'Stopping') return since + stepMs(scope);
    if (status === 'Scheduled') return Math.min(queueEnd(job, scope), properties.expiresAt);
    return status === 'InProgress' ? Math.min(nextLook(job, scope), properties.expiresAt) : undefined;
  },
  async step(job, tools) {
    try {
      await steps[job.status ?? '']?.(job, tools);
    } catch (cause) {
      if (!(cause instanceof JobFailure || cause instanceof StorageError)) throw cause;
      end(job, 'Failed', Math.min(job.since + stepMs(tools), tools.namespace.clock.now()), tools, cause.message);
    }
  },
};

const steps: Record<string, (job: BatchRecord, tools: Tools) => Promise<void>> = {
  async Submitted(job, tools) {
    tools.store.enter(job, 'Validating', job.since + stepMs(tools));
  },
  async Validating(job, tools) {
    const { counts } = await openProgress(job, tools);
    job.properties = { ...job.properties, counts: { ...counts } };
    tools.store.enter(job, 'Scheduled', job.since + stepMs(tools));
  },
  async Scheduled(job, tools) {
    const { expiresAt } = job.properties;
    if (queueEnd(job, tools) >= expiresAt) end(job, 'Expired', expiresAt, tools);
    else tools.store.enter(job, 'InProgress', queueEnd(job, tools));
  },
  async InProgress(job, tools) {
    const now = Math.min(tools.namespace.clock.now(), job.properties.expiresAt);
    const progress = await openProgress(job, tools);
    const share = Math.min(1, (now - job.since) / duration(job, tools));
    await advance(progress, Math.floor(progress.counts.total * share), job, tools.infer);
    job.properties = { ...job.properties, counts: { ...progress.counts } };
    if (share < 1 && now < job.properties.expiresAt) return;
    await deliver(progress, job, openJobStorage(tools));
    end(job, share < 1 ? 'PartiallyCompleted' : 'Completed', Math.min(now, job.since + duration(job, tools)), tools);
  },
  /** What was answered until then is delivered. */
  async Stopping(job, tools) {
    const processed = job.properties.counts?.processed ?? 0;
    if (processed > 0) {
      const progress = await openProgress(job, tools);
      await advance(progress, processed, job, tools.infer);
      await deliver(progress, job, openJobStorage(tools));
    }
    end(job, 'Stopped', job.since + stepMs(tools), tools);
  },
};

function end(job: BatchRecord, status: string, at: number, { store }: Tools, message?: string): void {
  job.properties = { ...job.properties, endedAt: at, ...(message !== undefined && { message }) };
  store.enter(job, status, at);
  progresses.delete(job);
}

async function openProgress(job: BatchRecord, tools: Tools): Promise<Progress> {
  const known = progresses.get(job);
  if (known) return known;
  const progress = createProgress(await readInput(job, openJobStorage(tools), tools));
  progresses.set(job, progress);
  return progress;
}

/** Submitted, Validating and Stopping last so long, and InProgress no less. AWS takes minutes. */
function stepMs({ namespace }: Scope): number {
  return namespace.settings.transitionMs;
}

function queueEnd({ since }: BatchRecord, { namespace }: Scope): number {
  return since + namespace.settings.batchQueueMs;
}

function duration({ properties }: BatchRecord, { namespace }: Scope): number {
  return Math.max(namespace.settings.transitionMs, (properties.counts?.total ?? 0) * namespace.settings.batchRecordMs);
}

/** The tick at which the next record is done, or the end. */
function nextLook(job: BatchRecord, scope: Scope): number {
  const { total = 1, processed = 0 } = job.properties.counts ?? {};
  const whole = duration(job, scope);
  const next = Math.ceil(((processed + 1) * whole) / total / TICK) * TICK;
  return job.since + Math.min(next, whole);
}
