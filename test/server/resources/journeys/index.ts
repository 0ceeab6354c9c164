/** Every resource that the common laws hold for. */
import { customModels } from './custom-models.js';
import type { Journey } from './journey.js';

export const journeys: Journey[] = [...customModels];
