/** One page of a list: opaque tokens that say where the next begins. */
import { validationException } from '../../exception.js';

export interface PageRequest {
  /** Default 100. */
  maxResults?: number;
  nextToken?: string;
}

/**
 * `of` names the list: operation, region, filters. A token is good for the list that gave it; any other is refused with a
 * ValidationException (AWS's own words for it are not recorded). `idOf` must be unique in the list.
 */
export function pageOf<Item>(
  items: Item[],
  idOf: (item: Item) => string,
  of: string[],
  { maxResults = 100, nextToken }: PageRequest,
): { items: Item[]; nextToken?: string } {
  const first = nextToken === undefined ? undefined : readToken(of, nextToken);
  const start = nextToken === undefined ? 0 : items.findIndex((item) => idOf(item) === first);
  if (start < 0) throw validationException('The provided nextToken is invalid.');
  const next = items[start + maxResults];
  return {
    items: items.slice(start, start + maxResults),
    ...(next !== undefined && { nextToken: tokenOf(of, idOf(next)) }),
  };
}

function tokenOf(of: string[], id: string): string {
  return Buffer.from(JSON.stringify([...of, id])).toString('base64url');
}

/** The id that the next page begins with. Undefined where another list gave the token, or nobody. */
function readToken(of: string[], token: string): string | undefined {
  try {
    const words = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown;
    const id = Array.isArray(words) && words.at(-1);
    return typeof id === 'string' && tokenOf(of, id) === token ? id : undefined;
  } catch {
    return undefined;
  }
}
