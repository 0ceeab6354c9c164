/** Reads Prometheus's text format as promtool does: throws at a line that is not of it, or a histogram that contradicts itself. */

export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"';
const sampleLine = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (-?[0-9.e+-]+|NaN|[+-]Inf)$`);
const commentLine = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`);

export function readExposition(text: string): Sample[] {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  const seen = new Set<string>();
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const comment = commentLine.exec(line);
    if (comment?.[1] === 'TYPE') {
      if (types.has(comment[2]!)) throw new Error(`a second type: ${line}`);
      types.set(comment[2]!, comment[3]!);
    }
    if (comment) continue;
    const [, name, labels = '', value] = sampleLine.exec(line) ?? [];
    if (name === undefined) throw new Error(`no sample: ${line}`);
    const family = name.replace(/_(bucket|sum|count)$/, '');
    if (!types.has(name) && types.get(family) !== 'histogram') throw new Error(`no type before ${line}`);
    if (types.get(name) === 'counter' && !name.endsWith('_total')) throw new Error(`a counter without _total: ${line}`);
    if (seen.has(`${name}{${labels}}`)) throw new Error(`twice: ${line}`);
    seen.add(`${name}{${labels}}`);
    samples.push({ name, labels: readLabels(labels), value: Number(value) });
  }
  checkHistograms(samples);
  return samples;
}

function readLabels(labels: string): Record<string, string> {
  const pairs = labels.match(new RegExp(LABEL, 'g')) ?? [];
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), JSON.parse(pair.slice(pair.indexOf('=') + 1)) as string]),
  );
}

/** Buckets rise with their bounds, and the last has all. */
function checkHistograms(samples: Sample[]): void {
  const keyOf = ({ name, labels: { le: _, ...labels } }: Sample) =>
    name.replace(/_(bucket|count)$/, '') + JSON.stringify(labels);
  for (const count of samples.filter(({ name }) => name.endsWith('_seconds_count'))) {
    const buckets = samples.filter((each) => each.labels.le !== undefined && keyOf(each) === keyOf(count));
    const values = buckets.map(({ value }) => value);
    if (buckets.at(-1)?.labels.le !== '+Inf' || values.at(-1) !== count.value) throw new Error(`${count.name}: +Inf`);
    if (values.some((value, index) => value < (values[index - 1] ?? 0)))
      throw new Error(`${count.name}: not cumulative`);
  }
}
