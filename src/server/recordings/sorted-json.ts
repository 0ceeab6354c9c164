/** JSON with its members sorted and indented: two recordings of one exchange differ only where the exchange did. */

/** Members in the order of their names; in events and replies what tells them apart comes first, since it is read by people. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(sort(value), undefined, 2);
}

/** Their order is what was sent: in a body that is given again it must stay. */
const asSent = new Set(['json', 'chunk', 'headers']);

function sort(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => sort(item, name));
  if (value === null || typeof value !== 'object' || asSent.has(name)) return value;
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    members.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, item]) => [key, sort(item, key)]),
  );
}
