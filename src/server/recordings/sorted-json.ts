/** JSON with its members sorted and indented: two recordings of one exchange differ only where the exchange did. */

/** Lists of numbers, as embeddings are, take one line. */
const numbers = /\[\n\s+(-?\d[\d.eE+-]*(?:,\n\s+-?\d[\d.eE+-]*)*)\n\s+\]/g;

/** What was sent keeps its order: what is given again must be the same bytes. */
export function sortedJson(value: unknown): string {
  const text = JSON.stringify(sort(value, asSent), undefined, 2);
  return text.replace(numbers, (_, list: string) => `[${list.replaceAll(/,\n\s+/g, ', ')}]`);
}

/** At every depth. */
export function sortMembers(value: unknown): unknown {
  return sort(value, new Set());
}

const asSent = new Set(['json', 'chunk', 'headers']);

/** `kept`: names of members that stay as they are. */
function sort(value: unknown, kept: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => sort(item, kept));
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  members.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, item]) => [name, kept.has(name) ? item : sort(item, kept)]));
}
