/** The forms in which a report is written to a file, by the name that a command gives them. */
import { writeHtml } from './html.js';
import { writeJson } from './json.js';
import { writeJunit } from './junit.js';
import type { WriteReport } from './report.js';

export const reportForms: Record<string, WriteReport> = { html: writeHtml, json: writeJson, junit: writeJunit };
