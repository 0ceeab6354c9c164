/** Says in lines what differs between two tables, or between a model and the installed SDK. */
import type { ConstraintTable, ServiceName } from '../../src/fixtures/constraints.js';

/** Operation to the names of its exceptions, by service. */
export type ErrorTable = Record<ServiceName, Record<string, string[]>>;

/** Two levels of keys over values that are compared as JSON. */
type Rows = Record<string, unknown>;

/** Lines such as `bedrock type JobName: max 63 -> 64`. */
export function compareConstraints(before: ConstraintTable, after: ConstraintTable): string[] {
  return (Object.keys(after) as ServiceName[]).flatMap((service) => {
    const old = before[service] ?? { types: {}, structures: {} };
    return [
      ...compareRows(`${service} type`, old.types, after[service].types),
      ...compareRows(`${service} structure`, old.structures, after[service].structures),
    ];
  });
}

/** Lines such as `bedrock operation GetThing: added`. */
export function compareErrors(before: ErrorTable, after: ErrorTable): string[] {
  return (Object.keys(after) as ServiceName[]).flatMap((service) =>
    compareRows(`${service} operation`, before[service] ?? {}, after[service]),
  );
}

function compareRows(title: string, before: Rows, after: Rows): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    if (!(name in before)) return [`${title} ${name}: added`];
    if (!(name in after)) return [`${title} ${name}: removed`];
    return compareValues(`${title} ${name}`, before[name], after[name]);
  });
}

function compareValues(title: string, before: unknown, after: unknown): string[] {
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(title, before, after);
  const [old, now] = [before as Rows, after as Rows];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) => {
    const [left, right] = [JSON.stringify(old[key]), JSON.stringify(now[key])];
    return left === right ? [] : [`${title}: ${key} ${left ?? 'none'} -> ${right ?? 'none'}`];
  });
}

function compareLists(title: string, before: unknown[], after: unknown[]): string[] {
  const added = after.filter((item) => !before.includes(item));
  const removed = before.filter((item) => !after.includes(item));
  return [...added.map((item) => `${title}: + ${item}`), ...removed.map((item) => `${title}: - ${item}`)];
}

/** Lines for names that only one of two sets has. */
export function compareNames(
  before: Iterable<string>,
  after: Iterable<string>,
  removed: string,
  added: string,
): string[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [
    ...[...old].filter((name) => !now.has(name)).map((name) => `${name}: ${removed}`),
    ...[...now].filter((name) => !old.has(name)).map((name) => `${name}: ${added}`),
  ];
}
