/** Puts variables into calls that are written down as JSON. */

export type Members = Record<string, unknown>;

/** In texts `${name}` stands for a variable, and alone it is the variable's own value; `{ "$bytes": "..." }` is a blob. */
export function fill(value: unknown, variables: Members): unknown {
  if (typeof value === 'string') {
    const alone = /^\$\{(\w+)\}$/.exec(value)?.[1];
    if (alone !== undefined) return variables[alone];
    return value.replace(/\$\{(\w+)\}/g, (_, name: string) => String(variables[name]));
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  const { $bytes, ...members } = value as { $bytes?: string };
  if ($bytes !== undefined) return new Uint8Array(Buffer.from($bytes));
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, fill(member, variables)]));
}

/** `path`: members with dots between them; of a list an index. */
export const memberOf = (output: Members, path: string) =>
  path.split('.').reduce<unknown>((value, key) => (value as Members)[key], output);
