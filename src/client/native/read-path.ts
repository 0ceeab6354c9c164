/** Reads texts out of JSON by a path. */

/** `content.*.text`: every text at that place, joined; empty where there is none. */
export function readText(json: unknown, path: string): string {
  const found = path.split('.').reduce<unknown[]>(step, [json]);
  return found.filter((value) => typeof value === 'string').join('');
}

function step(values: unknown[], key: string): unknown[] {
  const within = values.filter(
    (value): value is Record<string, unknown> => typeof value === 'object' && value !== null,
  );
  return key === '*' ? within.flatMap((value) => Object.values(value)) : within.map((value) => value[key]);
}
