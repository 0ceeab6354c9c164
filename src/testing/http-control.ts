/** The control interface of a server in another process. */

import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { Additions, ClockState, Control, InForce } from '../server/control.js';
import type { QuotasControl } from '../server/control-quotas.js';
import { withQuestions } from '../server/journal-control.js';
import type { JournalFilter } from '../server/journal-filter.js';
import { NAMESPACE_HEADER } from '../server/namespace-registry.js';

type Call = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

export interface HttpControlOptions {
  /** Whose fixtures, faults, journal and clock. Default: those of requests that name no namespace. */
  namespace?: string | undefined;
  /** What a server on another machine asks for. */
  token?: string | undefined;
}

/** `createHttpControl('http://127.0.0.1:4567')`. Every call rejects with the server's own sentence where it refuses. */
export function createHttpControl(url: string, options: HttpControlOptions = {}): Control {
  const send = createSender(url, options);
  const read = (path: string) => send('GET', path);
  const call: Call = async (method, path, body) => {
    const text = await send(method, path, body);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    fixtures: createAdditions(call, 'fixtures'),
    faults: createAdditions(call, 'faults'),
    quotas: createQuotas(call),
    journal: withQuestions({
      entries: async (filter) => JSON.parse(await read(`journal?${toQuery(filter)}`)) as JournalEntry[],
      export: (format, filter) => read(`journal?${toQuery({ format, ...filter })}`),
      clear: () => call('DELETE', 'journal'),
    }),
    clock: {
      now: () => call<ClockState>('GET', 'clock'),
      freeze: (at) => call<ClockState>('POST', 'clock', { freeze: at ?? true }),
      resume: () => call<ClockState>('POST', 'clock', { resume: true }),
      advance: (milliseconds) => call<ClockState>('POST', 'clock', { advance: milliseconds }),
    },
    explain: (question) => call('POST', 'explain', question),
    state: { export: () => call('GET', 'state'), import: (snapshot) => call('POST', 'state', snapshot) },
    reset: () => call('POST', 'reset'),
  };
}

function createAdditions<Item>(call: Call, kind: string): Additions<Item> {
  return {
    add: async (item, ...more: unknown[]) => {
      if (more.some((value) => value !== undefined))
        throw new Error('a predicate cannot go over HTTP: write it as a match, or start the server in this process');
      return (await call<{ id: string }>('POST', kind, item)).id;
    },
    list: () => call<InForce<Item>[]>('GET', kind),
    remove: (id) =>
      call('DELETE', `${kind}/${encodeURIComponent(id)}`).then(
        () => true,
        (cause) => {
          if (cause instanceof NotFound) return false;
          throw cause;
        },
      ),
    clear: () => call('DELETE', kind),
  };
}

/** Members that are undefined are not sent. */
function toQuery(filter: JournalFilter & { format?: string } = {}): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return String(new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])));
}

function createQuotas(call: Call): QuotasControl {
  type State = {
    quotas: Awaited<ReturnType<QuotasControl['list']>>;
    usage: Awaited<ReturnType<QuotasControl['usage']>>;
  };
  return {
    list: async () => (await call<State>('GET', 'quotas')).quotas,
    set: (quotas) => call('PUT', 'quotas', quotas),
    usage: async () => (await call<State>('GET', 'quotas')).usage,
    clear: () => call('DELETE', 'quotas'),
  };
}

class NotFound extends Error {}

/** Gives the text of the answer. */
export function createSender(url: string, { namespace, token }: HttpControlOptions) {
  const own = {
    ...(namespace !== undefined && { [NAMESPACE_HEADER]: namespace }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return async (method: string, path: string, body?: unknown): Promise<string> => {
    const response = await fetch(`${url.replace(/\/$/, '')}/_local/${path}`, {
      method,
      headers: { ...own, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return text;
    const message = refusalIn(text) ?? `the server answered ${response.status}`;
    throw response.status === 404 ? new NotFound(message) : new Error(message);
  };
}

function refusalIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { message?: string }).message;
  } catch {
    return undefined;
  }
}
