/** The figures of a namespace's invocations, for each operation and model: plain numbers, added to as exchanges end. */

export interface Counts {
  invocations: number;
  clientErrors: number;
  serverErrors: number;
  throttles: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  quotaUsage: number;
  images: number;
  legacy: number;
  /** In seconds, as those after it. */
  latency: Distribution;
  firstToken: Distribution;
}

/** How many values are at most as large as each bound, the next lower one excepted; the last place is for those above all bounds. */
export interface Distribution {
  places: number[];
  sum: number;
}

/** In seconds: what an emulator takes, and what models and faults take. */
export const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** Operation to model to figures. */
export type NamespaceCounts = Map<string, Map<string, Counts>>;

/** As many models as are told apart for an operation; further ones are counted together as `other`. */
export const MAXIMUM_MODELS = 200;
const REST = 'other';

export function countsOf(counts: NamespaceCounts, operation: string, model: string): Counts {
  let models = counts.get(operation);
  if (!models) {
    models = new Map();
    counts.set(operation, models);
  }
  const known = models.get(model);
  if (known) return known;
  if (models.size >= MAXIMUM_MODELS && model !== REST) return countsOf(counts, operation, REST);
  const fresh = createCounts();
  models.set(model, fresh);
  return fresh;
}

function createCounts(): Counts {
  return {
    invocations: 0,
    clientErrors: 0,
    serverErrors: 0,
    throttles: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    quotaUsage: 0,
    images: 0,
    legacy: 0,
    latency: createDistribution(),
    firstToken: createDistribution(),
  };
}

const createDistribution = (): Distribution => ({ places: new Array(bounds.length + 1).fill(0), sum: 0 });

export function addTo(distribution: Distribution, seconds: number): void {
  let place = 0;
  while (place < bounds.length && seconds > bounds[place]!) place += 1;
  distribution.places[place]! += 1;
  distribution.sum += seconds;
}
