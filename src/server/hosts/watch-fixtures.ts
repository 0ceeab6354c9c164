/** Looks whether fixture files have changed, by their names, times and sizes: that holds over mounts and editors that rename. */
import { statSync } from 'node:fs';
import { findFixtureFiles } from '../fixture-files.js';
import type { FixturePaths } from '../options.js';

/** Milliseconds between two looks. */
const INTERVAL = 300;

/** Calls `changed` after each change until the returned function is called. Keeps no process alive. */
export function watchFixtures(places: FixturePaths, changed: () => void): () => void {
  if (places.paths.length === 0) return () => {};
  let before = fingerprint(places);
  const timer = setInterval(() => {
    const now = fingerprint(places);
    if (now === before) return;
    before = now;
    changed();
  }, INTERVAL);
  timer.unref();
  return () => clearInterval(timer);
}

/** A directory that goes while it is read counts as empty: the next look sees what has become of it. */
function fingerprint({ paths }: FixturePaths): string {
  try {
    return findFixtureFiles({ paths, named: false })
      .map((path) => {
        const stat = statSync(path, { throwIfNoEntry: false });
        return `${path} ${stat?.mtimeMs} ${stat?.size}`;
      })
      .join('\n');
  } catch {
    return '';
  }
}
