/** Every resource that the common laws hold for. */
import { broughtModels } from './brought-models.js';
import { customModels } from './custom-models.js';
import type { Journey } from './journey.js';
import { others } from './others.js';
import { profilesAndGuardrails } from './profiles-and-guardrails.js';

export const journeys: Journey[] = [...customModels, ...broughtModels, ...others, ...profilesAndGuardrails];
