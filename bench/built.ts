/** Modules of the built package, as users run them: what tsx makes of the sources names every closure as it is made, and is slower for it. */

/** `path`: below dist, such as `server/namespace.js`. */
export function importBuilt<Module>(path: string): Promise<Module> {
  return import(new URL(`../dist/${path}`, import.meta.url).href);
}
