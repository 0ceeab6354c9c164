/** How jobs are stopped, and deleted by the batch. */
import type { Exchange } from '../../exchange.js';
import { notFoundMessage } from '../../responders/shared/named-resource.js';
import type { Store } from '../resource.js';
import { findNamed } from './find-named.js';
import { conflict } from './refusals.js';

type Output = Record<string, unknown>;

const running = ['InProgress'];

/** Jobs count against their quota while they run. */
export function whileRunning({ status = '' }: { status?: string }): string | undefined {
  return /^(Completed|PartiallyCompleted|Failed|Stopped|Expired)$/.test(status) ? undefined : 'running';
}

/** Throws ConflictException where the job has ended. `stoppable`: the statuses in which it can be stopped. */
export function stopJob<Properties>(exchange: Exchange, store: Store<Properties>, stoppable = running): Output {
  const job = findNamed(store, 'jobIdentifier', exchange);
  if (job.status === 'Stopping') return {};
  if (!stoppable.includes(job.status ?? '')) throw conflict(`the job has ended: it is ${job.status}`);
  store.enter(job, 'Stopping');
  return {};
}

/**
 * Each for itself: one that is unknown or still runs keeps no other. The codes are HTTP's, as the API reference says.
 * `member`: of the output, for those that are deleted.
 */
export function deleteJobs<Properties>(
  { input, operation }: Exchange,
  store: Store<Properties>,
  member: string,
): Output {
  const errors: Output[] = [];
  const deleted: Output[] = [];
  for (const jobIdentifier of input.jobIdentifiers as string[]) {
    const job = store.find(jobIdentifier);
    if (!job) errors.push({ jobIdentifier, code: '404', message: notFoundMessage(operation.name) });
    else if (job.status === 'InProgress' || job.status === 'Stopping')
      errors.push({ jobIdentifier, code: '409', message: conflict('').message });
    else {
      store.delete(job);
      deleted.push({ jobIdentifier, jobStatus: 'Deleting' });
    }
  }
  return { errors, [member]: deleted };
}
