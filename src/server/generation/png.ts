/** PNG files, by a library that is loaded when the first one is read or written: most servers never see one. */
import { createRequire } from 'node:module';

type FastPng = typeof import('fast-png');

const load = (): FastPng => createRequire(import.meta.url)('fast-png');

export const decodePng: FastPng['decode'] = (bytes, options) => load().decode(bytes, options);

export const encodePng: FastPng['encode'] = (picture, options) => load().encode(picture, options);
