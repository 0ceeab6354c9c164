/** Writes the figures of namespaces as Prometheus reads them, with the client library of Prometheus, which is loaded at the first scrape. */
import { createRequire } from 'node:module';
import type { Metric } from 'prom-client';
import type { Namespace } from '../namespace.js';
import { bounds, type Counts, type Distribution } from './counts.js';
import { counterMetrics, histogramMetrics } from './metrics.js';

export interface Exposition {
  contentType: string;
  text: string;
}

type Labels = { namespace: string; operation: string; model_id: string };

interface Sample {
  labels: Record<string, string>;
  value: number;
  metricName?: string;
}

export async function writeMetrics(namespaces: Namespace[]): Promise<Exposition> {
  const { Registry } = createRequire(import.meta.url)('prom-client') as typeof import('prom-client');
  const registry = new Registry();
  const rows = namespaces.flatMap(readRows);
  for (const { name, help, read } of counterMetrics)
    registry.registerMetric(
      asMetric(
        name,
        help,
        'counter',
        rows.map(({ labels, counts }) => ({ labels, value: read(counts) })),
      ),
    );
  for (const { name, help, read } of histogramMetrics)
    registry.registerMetric(
      asMetric(
        name,
        help,
        'histogram',
        rows.flatMap(({ labels, counts }) => toSamples(name, labels, read(counts))),
      ),
    );
  return { contentType: registry.contentType, text: await registry.metrics() };
}

function readRows({ id, counts }: Namespace): { labels: Labels; counts: Counts }[] {
  return [...counts].flatMap(([operation, models]) =>
    [...models].map(([model, figures]) => ({ labels: { namespace: id, operation, model_id: model }, counts: figures })),
  );
}

/** What a registry asks of a metric; its own classes would count again what is counted already. */
function asMetric(name: string, help: string, type: 'counter' | 'histogram', values: Sample[]): Metric {
  return { name, help, type, get: async () => ({ name, help, type, values, aggregator: 'sum' }) } as unknown as Metric;
}

/** Buckets are cumulative: each has those below it. Nothing, where nothing was measured. */
function toSamples(name: string, labels: Labels, { places, sum }: Distribution): Sample[] {
  let count = 0;
  const buckets = places.map((place, index) => {
    count += place;
    return { metricName: `${name}_bucket`, labels: { le: String(bounds[index] ?? '+Inf'), ...labels }, value: count };
  });
  if (count === 0) return [];
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
