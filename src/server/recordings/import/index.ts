/** The formats of other tools that recordings are made of. `polly` writes HTTP Archives. */
import type { Importer } from './exchange.js';
import { har } from './har.js';
import { journal } from './journal.js';
import { nock } from './nock.js';
import { vcr } from './vcr.js';
import { wiremock } from './wiremock.js';

export const importers: Record<string, Importer> = { vcr, har, journal, polly: har, nock, wiremock };
