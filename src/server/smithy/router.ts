/** Finds the operation of a raw request target. Works on the still-encoded URL, decodes labels once. */
import { exception, type ServiceException } from '../exception.js';
import { type Operation, operations } from './operation.js';
import { unmodelledOperations } from './unmodelled-operations.js';

export interface Route {
  readonly operation: Operation;
  /** Path labels, decoded. */
  labels: Record<string, string>;
  query: URLSearchParams;
}

type Segment = { literal: string } | { label: string };

interface Template {
  operation: Operation;
  segments: Segment[];
}

/** Templates by method and number of segments; more literal ones first, so that `/x/list` wins over `/x/{id}`. */
const templates = new Map<string, Template[]>();
/** Templates by method alone, for labels whose value holds raw slashes (ARNs). */
const templatesOfMethod = new Map<string, Template[]>();

for (const operation of [...operations, ...unmodelledOperations]) {
  const segments = operation.path
    .split('/')
    .slice(1)
    .map((part): Segment => (part.startsWith('{') ? { label: part.slice(1, -1).replace('+', '') } : { literal: part }));
  const template = { operation, segments };
  append(templates, `${operation.method} ${segments.length}`, template);
  append(templatesOfMethod, operation.method, template);
}
for (const list of [...templates.values(), ...templatesOfMethod.values()]) {
  list.sort((left, right) => literals(right) - literals(left) || right.segments.length - left.segments.length);
}

function append(map: Map<string, Template[]>, key: string, template: Template): void {
  const list = map.get(key);
  if (list) list.push(template);
  else map.set(key, [template]);
}

function literals(template: Template): number {
  return template.segments.filter((segment) => 'literal' in segment).length;
}

/** AWS's answer to a path that no operation has. Source: recorded on the runtime and the control plane. */
export function unknownOperation(): ServiceException {
  return exception('UnknownOperationException', 'The requested operation is not recognized by the service.', {
    status: 404,
    source: 'bedrock.build',
  });
}

/** Routes of late, by method and URL: a program calls few, again and again. Long URLs, and queries, which differ, are not kept. */
const recent = new Map<string, Map<string, Route>>();
const mostRecent = 500;
const longestRecent = 500;

/** Throws UnknownOperationException where nothing matches, or where the path is not valid percent-encoding. */
export function findRoute(method: string, url: string): Route {
  const known = recent.get(method)?.get(url);
  if (known) return known;
  const route = readRoute(method, url);
  if (url.length > longestRecent || url.includes('?')) return route;
  const routes = recent.get(method);
  if (!routes || routes.size >= mostRecent) recent.set(method, new Map([[url, route]]));
  else routes.set(url, route);
  return route;
}

function readRoute(method: string, url: string): Route {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const parts = path.split('/').slice(1);
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  for (const template of templates.get(`${method} ${parts.length}`) ?? []) {
    const labels = matchExactly(template.segments, parts);
    if (labels) return { operation: template.operation, labels, query };
  }
  for (const template of templatesOfMethod.get(method) ?? []) {
    const labels = matchWithSlashes(template.segments, parts);
    if (labels) return { operation: template.operation, labels, query };
  }
  throw unknownOperation();
}

function matchExactly(segments: Segment[], parts: string[]): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index] as Segment;
    const part = parts[index] as string;
    if ('literal' in segment) {
      if (segment.literal !== part) return undefined;
    } else {
      labels[segment.label] = decode(part);
    }
  }
  return labels;
}

/** One label may hold raw slashes when it is an ARN: `/model/arn:aws:bedrock:...:inference-profile/us.x/converse`. */
function matchWithSlashes(segments: Segment[], parts: string[]): Record<string, string> | undefined {
  const extra = parts.length - segments.length;
  if (extra <= 0) return undefined;
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index] as Segment;
    if ('literal' in segment || !/^arn(:|%3a)/i.test(parts[index] ?? '')) continue;
    const joined = [
      ...parts.slice(0, index),
      parts.slice(index, index + extra + 1).join('/'),
      ...parts.slice(index + extra + 1),
    ];
    const labels = matchExactly(segments, joined);
    if (labels) return labels;
  }
  return undefined;
}

function decode(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    throw unknownOperation();
  }
}
