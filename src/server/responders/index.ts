/** The responders that emulate, in the order in which they are asked; `operations` stands between them. */
import type { Responder } from '../exchange.js';
import { respondWithFixture } from './fixtures.js';
import { respondWithGenerator } from './generator.js';
import { respondWithSample } from './sample.js';

/** Asked before the operation's own behaviour. */
export const firstResponders: Responder[] = [respondWithFixture];
/** Asked after it. */
export const lastResponders: Responder[] = [respondWithGenerator, respondWithSample];
