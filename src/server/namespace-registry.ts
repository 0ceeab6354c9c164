/** The namespaces of one server: where a request says which it is for, and all of them by name, made when first named. */
import type { Fault } from '../fixtures/fault.js';
import type { Fixture } from '../fixtures/fixture.js';
import { type ServiceException, validationException } from './exception.js';
import { createNamespace, loadFaults, loadFixtures, loadResources, type Namespace } from './namespace.js';
import type { Snapshot } from './namespace-snapshot.js';
import type { Settings } from './settings.js';
import type { HttpRequest } from './waist.js';

/** The header that names a namespace. */
export const NAMESPACE_HEADER = 'x-bedrock-local-namespace';
/** What stands before a namespace's name in a path, and before the path that AWS knows: `/_namespace/NAME/model/...`. */
export const NAMESPACE_PREFIX = '/_namespace/';
/** What stands before a namespace's name in an access key id: `local-NAME`. */
const KEY_PREFIX = 'local-';
/** The namespace of requests that name none. */
export const DEFAULT_NAMESPACE = 'default';

/** A name has 1 to 64 letters, digits, `.`, `_` and `-`, and begins with a letter or digit. */
const NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** As many as a server keeps. What each owns is small, but a test run that never removes one would go on for ever. */
export const MAXIMUM_NAMESPACES = 10_000;

/** What may differ between namespaces. */
export type NamespaceSettings = Partial<
  Pick<Settings, 'seed' | 'strictFixtures' | 'lenient' | 'rules' | 'quotas' | 'modelAccess' | 'enforceLifecycle'>
>;

export interface Located {
  namespace: Namespace;
  /** The request target without the namespace's prefix. */
  target: string;
  /** Where the name cannot be used: the refusal. `namespace` is then the default one. */
  problem?: ServiceException;
}

export interface Namespaces {
  readonly default: Namespace;
  /** The first that names one wins: path, header, access key id. */
  locate(request: HttpRequest, accessKeyId: string | undefined): Located;
  /** Makes it where it is new. Throws an exception of one sentence where the name is none, or there are too many. */
  open(name: string, settings?: NamespaceSettings): Namespace;
  /** In the order in which they were made, the default one first. */
  list(): Namespace[];
  /** False where there is none of the name. The default one cannot be removed: throws. */
  remove(name: string): boolean;
  /** Puts the fixtures of files in force in all, and in those to come. */
  loadFixtures(fixtures: (Fixture & { id: string })[]): void;
  /** Gives the resources to the namespaces to come; a reset of any returns to them. */
  loadResources(snapshot: Snapshot): void;
  /** Puts the faults that the server was started with in force in all, and in those to come. */
  loadFaults(faults: Fault[]): void;
}

export function createNamespaces(settings: Settings): Namespaces {
  const first = createNamespace(DEFAULT_NAMESPACE, settings);
  const known = new Map([[DEFAULT_NAMESPACE, first]]);
  let fixtures: (Fixture & { id: string })[] = [];
  let faults: Fault[] = [];
  let resources: Snapshot | undefined;

  function open(name: string, own: NamespaceSettings = {}): Namespace {
    const present = known.get(name);
    if (present) return present;
    if (!NAME.test(name))
      throw validationException(
        `${JSON.stringify(name)} is no name of a namespace: 1 to 64 letters, digits, ".", "_" and "-", a letter or digit first`,
      );
    if (known.size >= MAXIMUM_NAMESPACES)
      throw validationException(
        `there are ${MAXIMUM_NAMESPACES} namespaces, as many as a server keeps: remove one with DELETE /_local/namespaces/NAME`,
      );
    const given = Object.keys(own).length > 0 ? { ...settings, ...own } : settings;
    const namespace = createNamespace(name, given);
    loadFixtures(namespace, fixtures);
    loadFaults(namespace, faults);
    if (resources) loadResources(namespace, resources);
    known.set(name, namespace);
    return namespace;
  }

  return {
    default: first,
    locate(request, accessKeyId) {
      const { name, target } = readPlace(request, accessKeyId);
      if (name === undefined) return { namespace: first, target };
      try {
        return { namespace: open(name), target };
      } catch (problem) {
        return { namespace: first, target, problem: problem as ServiceException };
      }
    },
    open,
    list: () => [...known.values()],
    remove(name) {
      if (name === DEFAULT_NAMESPACE) throw new Error('the default namespace stays: POST /_local/reset empties it');
      return known.delete(name);
    },
    loadFixtures(loaded) {
      fixtures = loaded;
      for (const namespace of known.values()) loadFixtures(namespace, fixtures);
    },
    loadResources(snapshot) {
      resources = snapshot;
      for (const namespace of known.values()) namespace.loadedResources = snapshot;
    },
    loadFaults(loaded) {
      faults = loaded;
      for (const namespace of known.values()) loadFaults(namespace, faults);
    },
  };
}

function readPlace({ url, headers }: HttpRequest, accessKeyId: string | undefined): { name?: string; target: string } {
  if (url.startsWith(NAMESPACE_PREFIX)) {
    const [name = '', rest] = split(url.slice(NAMESPACE_PREFIX.length));
    return { name, target: rest };
  }
  const header = headers[NAMESPACE_HEADER];
  if (header !== undefined) return { name: header, target: url };
  if (accessKeyId?.startsWith(KEY_PREFIX)) return { name: accessKeyId.slice(KEY_PREFIX.length), target: url };
  return { target: url };
}

/** `a/model/x?y` to `a` and `/model/x?y`. */
function split(text: string): [string, string] {
  const end = text.search(/[/?]/);
  if (end < 0) return [text, '/'];
  return [text.slice(0, end), text[end] === '?' ? `/${text.slice(end)}` : text.slice(end)];
}
