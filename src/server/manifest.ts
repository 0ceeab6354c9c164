/** The name and the version of this package, from package.json, which stands above both src and dist. */
import { readFileSync } from 'node:fs';

export const manifest: { name: string; version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);
