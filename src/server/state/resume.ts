/** Takes up the work that the server before left: jobs and invocations that had not ended when it did. */
import { answer } from '../answer.js';
import type { Namespaces } from '../namespace-registry.js';
import { catchUp } from '../operations/shared/catch-up.js';
import { resources } from '../resources/index.js';

/** In every namespace, region by region. The start does not wait for it, and whoever looks at a job is told of its failure. */
export function resumeWork(namespaces: Namespaces): void {
  const working = resources.filter(({ work }) => work !== undefined);
  for (const namespace of namespaces.list()) {
    for (const shelf of namespace.resources.keys()) {
      const [kind, region = ''] = shelf.split('/');
      const resource = working.find((one) => one.kind === kind);
      if (resource) void catchUp(resource, { namespace, region }, answer).catch(() => {});
    }
  }
}
