/** PNG files, by a library that is loaded when the first one is read or written: most servers never see one. */
import { createRequire } from 'node:module';

type FastPng = typeof import('fast-png');

let library: FastPng | undefined;

function load(): FastPng {
  library ??= createRequire(import.meta.url)('fast-png') as FastPng;
  return library;
}

/** Loads it now, for places whose `require` takes no ES module: Jest. */
export async function preparePng(): Promise<void> {
  library ??= await import('fast-png');
}

export const decodePng: FastPng['decode'] = (bytes, options) => load().decode(bytes, options);

export const encodePng: FastPng['encode'] = (picture, options) => load().encode(picture, options);
