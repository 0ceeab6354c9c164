/** Recordings of nock: a list of scopes, whose replies are JSON, or bytes in hexadecimal. */
import { bytesOf, type ImportedExchange, type Importer, isObject, lowerHeaders } from './exchange.js';

interface Scope {
  scope: string;
  method?: string;
  path: string;
  body?: unknown;
  status?: number;
  response?: unknown;
  rawHeaders?: string[] | Record<string, string>;
  reqheaders?: Record<string, string>;
  responseIsBinary?: boolean;
}

export const nock: Importer = {
  recognizes: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => isObject(one) && typeof one.scope === 'string' && typeof one.path === 'string'),
  read: (value) => (value as Scope[]).map(toExchange),
};

function toExchange({
  scope,
  method = 'GET',
  path,
  body,
  status = 200,
  response,
  rawHeaders = {},
  reqheaders,
  responseIsBinary,
}: Scope): ImportedExchange {
  return {
    method: method.toUpperCase(),
    url: `${scope.replace(/:443$/, '')}${path}`,
    headers: lowerHeaders(reqheaders),
    body: typeof body === 'string' ? bytesOf(body) : bytesOf(body === undefined ? undefined : JSON.stringify(body)),
    status,
    replyHeaders: lowerHeaders(Array.isArray(rawHeaders) ? pairs(rawHeaders) : rawHeaders),
    replyBody: readReply(response, responseIsBinary === true),
  };
}

function pairs(raw: string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) headers[raw[index]!] = raw[index + 1]!;
  return headers;
}

/** A body that is no JSON comes as pieces in hexadecimal. */
function readReply(response: unknown, binary: boolean): Uint8Array {
  const pieces =
    Array.isArray(response) && response.every((piece) => typeof piece === 'string' && /^[0-9a-f]*$/i.test(piece));
  if (pieces) return Buffer.concat((response as string[]).map((piece) => Buffer.from(piece, 'hex')));
  if (typeof response === 'string') return bytesOf(response, binary ? 'hex' : 'utf8');
  return response === undefined ? new Uint8Array() : bytesOf(JSON.stringify(response));
}
