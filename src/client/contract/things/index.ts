/** The table of things that cases make. */
import { guardThings } from './guards.js';
import { jobThings } from './jobs.js';
import { modelThings } from './models.js';
import { createMaker, type Thing } from './thing.js';

export const things: Record<string, Thing> = { ...modelThings, ...guardThings, ...jobThings };

export const maker = createMaker(things);
