/** Cassettes of vcrpy and of Ruby's VCR: YAML, or JSON of the same form. */
import { bytesOf, type ImportedExchange, type Importer, isObject, lowerHeaders } from './exchange.js';

interface Message {
  method?: string;
  uri?: string;
  headers?: Record<string, unknown>;
  body?: unknown;
  status?: { code?: number };
}

interface Interaction {
  request: Message;
  response: Message;
  recorded_at?: string;
}

export const vcr: Importer = {
  recognizes: (value) =>
    isObject(value) && (Array.isArray(value.interactions) || Array.isArray(value.http_interactions)),
  read(value) {
    const { interactions, http_interactions } = value as {
      interactions?: Interaction[];
      http_interactions?: Interaction[];
    };
    return (interactions ?? http_interactions ?? []).map(toExchange);
  },
};

function toExchange({ request, response, recorded_at: recorded }: Interaction): ImportedExchange {
  const at = recorded === undefined ? Number.NaN : Date.parse(recorded);
  return {
    method: String(request.method).toUpperCase(),
    url: String(request.uri),
    headers: lowerHeaders(request.headers),
    body: readBody(request.body),
    status: Number(response.status?.code),
    replyHeaders: lowerHeaders(response.headers),
    replyBody: readBody(response.body),
    ...(!Number.isNaN(at) && { at: new Date(at).toISOString() }),
  };
}

/** A text, bytes, `{ string }`, `{ base64_string }`, or what a file object of Python was made of: its bytes and its position. */
function readBody(body: unknown): Uint8Array {
  if (!isObject(body) || body instanceof Uint8Array) return bytesOf(body);
  if (typeof body.base64_string === 'string') return bytesOf(body.base64_string, 'base64');
  return bytesOf(Array.isArray(body.state) ? body.state[0] : body.string);
}
