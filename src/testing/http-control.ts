/** The control interface of a server in another process. */

import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { Additions, ClockState, Control, InForce, JournalFilter } from '../server/control.js';
import { NAMESPACE_HEADER } from '../server/namespace-registry.js';

type Call = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

export interface HttpControlOptions {
  /** Whose fixtures, faults, journal and clock. Default: those of requests that name no namespace. */
  namespace?: string;
  /** What a server on another machine asks for. */
  token?: string;
}

/** `createHttpControl('http://127.0.0.1:4567')`. Every call rejects with the server's own sentence where it refuses. */
export function createHttpControl(url: string, options: HttpControlOptions = {}): Control {
  const call = createCall(url, options);
  return {
    fixtures: createAdditions(call, 'fixtures'),
    faults: createAdditions(call, 'faults'),
    journal: {
      entries: (filter: JournalFilter = {}) =>
        call<JournalEntry[]>('GET', `journal?${new URLSearchParams(filter as Record<string, string>)}`),
      clear: () => call('DELETE', 'journal'),
    },
    clock: {
      now: () => call<ClockState>('GET', 'clock'),
      freeze: (at) => call<ClockState>('POST', 'clock', { freeze: at ?? true }),
      resume: () => call<ClockState>('POST', 'clock', { resume: true }),
      advance: (milliseconds) => call<ClockState>('POST', 'clock', { advance: milliseconds }),
    },
    explain: (question) => call('POST', 'explain', question),
    reset: () => call('POST', 'reset'),
  };
}

function createAdditions<Item>(call: Call, kind: string): Additions<Item> {
  return {
    add: async (item) => (await call<{ id: string }>('POST', kind, item)).id,
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

class NotFound extends Error {}

function createCall(url: string, { namespace, token }: HttpControlOptions): Call {
  const own = {
    ...(namespace !== undefined && { [NAMESPACE_HEADER]: namespace }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${url.replace(/\/$/, '')}/_local/${path}`, {
      method,
      headers: { ...own, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return answer as Answer;
    const message = answer?.message ?? `the server answered ${response.status}`;
    throw response.status === 404 ? new NotFound(message) : new Error(message);
  };
}
