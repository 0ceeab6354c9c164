/** Stub mappings of WireMock: one, or a list under `mappings`. Only what names its whole request can become a recording. */
import { bytesOf, type ImportedExchange, type Importer, isObject, lowerHeaders } from './exchange.js';

interface Mapping {
  request: {
    method: string;
    url?: string;
    urlPath?: string;
    headers?: Record<string, { equalTo?: string }>;
    bodyPatterns?: { equalToJson?: unknown; equalTo?: string }[];
  };
  response: {
    status: number;
    headers?: Record<string, string>;
    body?: string;
    jsonBody?: unknown;
    base64Body?: string;
  };
}

export const wiremock: Importer = {
  recognizes: (value) =>
    isObject(value) &&
    (Array.isArray(value.mappings) ||
      (isObject(value.request) && isObject(value.response) && 'method' in value.request)),
  read(value) {
    const { mappings = [value as Mapping] } = value as { mappings?: Mapping[] };
    return mappings.map((mapping) => (isExact(mapping) ? toExchange(mapping) : undefined));
  },
};

/** It names one path, and all of the body where it names some of it. */
function isExact({ request: { url, urlPath, bodyPatterns = [] } }: Mapping): boolean {
  const whole = bodyPatterns.every((pattern) => 'equalToJson' in pattern || 'equalTo' in pattern);
  return (url ?? urlPath) !== undefined && whole;
}

function toExchange({ request, response }: Mapping): ImportedExchange {
  const { headers = {}, bodyPatterns = [] } = request;
  const given = Object.entries(headers).map(([name, { equalTo = '' }]) => [name, equalTo]);
  const [pattern] = bodyPatterns;
  const json = pattern?.equalToJson;
  const body = typeof json === 'string' ? json : json === undefined ? pattern?.equalTo : JSON.stringify(json);
  const { base64Body, jsonBody, body: text } = response;
  return {
    method: request.method,
    url: request.url ?? request.urlPath ?? '',
    headers: lowerHeaders(Object.fromEntries(given)),
    body: bytesOf(body),
    status: response.status,
    replyHeaders: lowerHeaders(response.headers),
    replyBody:
      base64Body === undefined
        ? bytesOf(jsonBody === undefined ? text : JSON.stringify(jsonBody))
        : bytesOf(base64Body, 'base64'),
  };
}
