/** HTTP Archives, those of Polly.js among them. */
import { bytesOf, type ImportedExchange, type Importer, isObject } from './exchange.js';

interface Pair {
  name: string;
  value: string;
}

interface Entry {
  startedDateTime?: string;
  time?: number;
  request: {
    method: string;
    url: string;
    headers: Pair[];
    postData?: { text?: string; encoding?: string; _encoding?: string };
  };
  response: { status: number; headers: Pair[]; content?: { text?: string; encoding?: string } };
}

export const har: Importer = {
  recognizes: (value) => isObject(value) && isObject(value.log) && Array.isArray(value.log.entries),
  read: (value) => (value as { log: { entries: Entry[] } }).log.entries.map(toExchange),
};

function toExchange({ request, response, startedDateTime, time }: Entry): ImportedExchange {
  const { text, encoding, _encoding: other = encoding } = request.postData ?? {};
  const { content } = response;
  return {
    method: request.method,
    url: request.url,
    headers: toHeaders(request.headers),
    body: bytesOf(text, other === 'base64' ? 'base64' : 'utf8'),
    status: response.status,
    replyHeaders: toHeaders(response.headers),
    replyBody: bytesOf(content?.text, content?.encoding === 'base64' ? 'base64' : 'utf8'),
    ...(startedDateTime !== undefined && { at: startedDateTime }),
    ...(time !== undefined && { durationMs: time }),
  };
}

const toHeaders = (pairs: Pair[]) => Object.fromEntries(pairs.map(({ name, value }) => [name.toLowerCase(), value]));
