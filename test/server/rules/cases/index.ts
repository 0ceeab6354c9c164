/** Every case of every rule of Converse. */
import { claudes } from './claude.js';
import { content } from './content.js';
import { parameters } from './parameters.js';
import { tools } from './tools.js';
import { turns } from './turns.js';

export const cases = [...turns, ...content, ...tools, ...parameters, ...claudes];
