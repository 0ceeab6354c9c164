/** The query of a raw URL, as signatures see it. */

/** By name; a name that stands several times has a list. Without prototype, so that any name is only a name. */
export type Query = Record<string, string | string[]>;

/** Splits a raw request target. */
export function splitUrl(url: string): { path: string; query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

/** Percent-decodes names and values; `+` stays a plus, as in every signature. What cannot be decoded stays as it is. */
export function readQuery(text: string): Query {
  const query: Query = Object.create(null);
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const sign = pair.indexOf('=');
    const name = decode(sign < 0 ? pair : pair.slice(0, sign));
    const value = sign < 0 ? '' : decode(pair.slice(sign + 1));
    const present = query[name];
    query[name] = present === undefined ? value : [present, value].flat();
  }
  return query;
}

/** The one value of a name: the first where it stands several times. */
export function firstValue(query: Query, name: string): string | undefined {
  const value = query[name];
  return Array.isArray(value) ? value[0] : value;
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
