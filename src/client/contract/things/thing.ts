/** What an account may have, as cases make it and take it away again. */
import type { CallerName } from '../callers.js';
import type { Params, Step } from '../case.js';

type Call = Pick<Step, 'operation' | 'params' | 'until' | 'as'>;

export interface Thing {
  /** The operation that makes it. */
  operation: string;
  /** Its input. `{ $ref: 'model.modelArn' }` in it is what the create of `model` gave, where it `needs` one. */
  params(name: string): Params;
  /** Things that must be there first, by their key in the table. */
  needs?: string[];
  /** Members of the input: the idempotency token, and the tags. */
  token?: string;
  tags?: string;
  /** Waits until it can be used. Absent: it can at once. */
  settle?: Call;
  /** Takes it away. Absent: it goes with what it needs, or stays for ever. */
  remove?: Call[];
  /** Why no account should get one for the sake of a case. */
  localOnly?: string;
}

export interface Making {
  /** Names it, and what it needs: no other case may name things of the kind so. */
  name: string;
  credentials?: CallerName;
}

/** The token that a thing of this name is made with: a second run of a case finds what nothing takes away. */
export const tokenOf = (name: string) => `token-of-${name}`.padEnd(36, '0');

/** The steps around things of a table. */
export function createMaker(things: Record<string, Thing>) {
  const by = ({ credentials }: Making) => (credentials ? { credentials } : {});

  /** `more`: members beside its own, or in place of them. */
  function create(key: string, making: Making, more: Params = {}): Step {
    const { operation, params, token } = things[key]!;
    const all = { ...params(making.name), ...(token && { [token]: tokenOf(making.name) }), ...more };
    return { operation, params: all, as: key, expect: {}, ...by(making) };
  }

  /** All that it needs, ready for use. */
  function prepare(key: string, making: Making): Step[] {
    return (things[key]!.needs ?? []).flatMap((need) => make(need, making));
  }

  /** It and all that it needs, ready for use. */
  function make(key: string, making: Making): Step[] {
    const { settle } = things[key]!;
    const settled = settle ? [{ ...settle, expect: {}, ...by(making) }] : [];
    return [...prepare(key, making), create(key, making), ...settled];
  }

  function removeOwn(key: string, making: Making): Step[] {
    return (things[key]!.remove ?? []).map((call) => ({ ...call, expect: {}, cleanup: true, ...by(making) }));
  }

  /** What it needs. */
  function removeNeeds(key: string, making: Making): Step[] {
    return (things[key]!.needs ?? []).toReversed().flatMap((need) => remove(need, making));
  }

  /** It and what it needs. */
  function remove(key: string, making: Making): Step[] {
    return [...removeOwn(key, making), ...removeNeeds(key, making)];
  }

  /** Why it is made on servers of this project only, it or what it needs. */
  function localOnly(key: string): string | undefined {
    const { localOnly: own, needs = [] } = things[key]!;
    return own ?? needs.map(localOnly).find((reason) => reason !== undefined);
  }

  return { create, prepare, make, remove, removeNeeds, localOnly };
}

export const ref = (path: string) => ({ $ref: path });
