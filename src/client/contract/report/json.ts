/** The report for programs. */
import type { WriteReport } from './report.js';

export const writeJson: WriteReport = (report) => `${JSON.stringify(report, null, 2)}\n`;
