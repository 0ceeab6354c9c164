/** The object storage that the settings name. */
import type { Settings } from '../settings.js';
import { kinds } from './index.js';
import type { Storage } from './storage.js';

/** One for each settings: an endpoint's client keeps its connections. */
const opened = new WeakMap<Settings, Storage>();

/** Undefined where the settings name none. */
export function openStorage(settings: Settings): Storage | undefined {
  const known = opened.get(settings);
  if (known) return known;
  for (const kind of kinds) {
    const storage = kind(settings);
    if (!storage) continue;
    opened.set(settings, storage);
    return storage;
  }
  return undefined;
}
