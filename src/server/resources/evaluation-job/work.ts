/** The life of an evaluation job by the clock: in progress, then its results are there. */
import { openStorage } from '../../storage/open-storage.js';
import { StorageError } from '../../storage/storage.js';
import type { Work } from '../resource.js';
import { JobFailure } from '../shared/job-storage.js';
import type { EvaluationProperties } from './job.js';

export const evaluationWork: Work<EvaluationProperties> = {
  due: ({ status, since }, { namespace }) =>
    status === 'InProgress' ? since + namespace.settings.transitionMs : undefined,
  async step(job, tools) {
    const { settings } = tools.namespace;
    const at = job.since + settings.transitionMs;
    const storage = openStorage(settings);
    try {
      if (storage) await (await import('./results.js')).writeResults(job, storage, tools);
      tools.store.enter(job, 'Completed', at);
    } catch (cause) {
      if (!(cause instanceof JobFailure || cause instanceof StorageError)) throw cause;
      job.properties = { ...job.properties, failureMessages: [cause.message] };
      tools.store.enter(job, 'Failed', at);
    }
  },
};
