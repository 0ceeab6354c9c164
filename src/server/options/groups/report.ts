/** Options: what it tells. */
import { defaultSettings } from '../../settings.js';
import type { OptionTable } from '../option.js';
import { choice, integer } from '../value-types.js';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

export interface ReportValues {
  logLevel: LogLevel;
  logFormat: 'text' | 'json';
  journalSize: number;
}

export const reportOptions: OptionTable<ReportValues> = {
  logLevel: {
    flag: '--log-level <level>',
    environment: 'BEDROCK_LOCAL_LOG_LEVEL',
    type: choice('silent', 'error', 'warn', 'info', 'debug'),
    default: 'info',
    description: 'one line for each exchange at "info", refusals only at "warn", failures only at "error"',
  },
  logFormat: {
    flag: '--log-format <format>',
    environment: 'BEDROCK_LOCAL_LOG_FORMAT',
    type: choice('text', 'json'),
    default: 'text',
    description: 'lines for people, or one JSON object a line',
  },
  journalSize: {
    flag: '--journal-size <count>',
    environment: 'BEDROCK_LOCAL_JOURNAL_SIZE',
    type: integer(0, 1_000_000),
    default: defaultSettings.journalSize,
    description: 'exchanges that the journal keeps',
  },
};
