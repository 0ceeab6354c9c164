/** The table of sensitive information that is recognized, by AWS's names of its kinds. */
import { contact } from './contact.js';
import { finance } from './finance.js';
import { people } from './people.js';
import type { Recognizer } from './recognizer.js';

export const recognizers: Record<string, Recognizer> = { ...people, ...contact, ...finance };
