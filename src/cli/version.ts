/** The version of this package. */
import { manifest } from '../server/manifest.js';

export const packageVersion = (): string => manifest.version;
