import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../src/server/options.js';

const read = (quotas: string) => readOptions({ environment: {}, directory: '/', flags: { quotas } }).settings.quotas;

describe('quotas from the start', () => {
  it('are the defaults of AWS by their name, rows as JSON, or both', () => {
    expect(read('aws')).toEqual(['aws']);
    expect(read('{"requestsPerMinute":1}')).toEqual([{ requestsPerMinute: 1 }]);
    const rows = [
      { operation: 'Create*', region: 'us-*', requestsPerDay: 9 },
      { resource: 'guardrail', count: 2 },
    ];
    expect(read(JSON.stringify(rows))).toEqual(rows);
    expect(read('[{"model":"us.*","tokensPerDay":9},"aws"]')).toEqual([{ model: 'us.*', tokensPerDay: 9 }, 'aws']);
  });

  it('may come from the environment', () => {
    const environment = { BEDROCK_LOCAL_QUOTAS: 'aws' };
    expect(readOptions({ environment, directory: '/' }).settings.quotas).toEqual(['aws']);
  });

  it.each([
    ['amazon', '--quotas must be aws, or a list of rows such as {"tokensPerMinute":1000}'],
    ['{"model":"x"}', '--quotas[0] has no limit: one of requestsPerMinute'],
    ['{"operation":"Get*"}', '--quotas[0] has no limit: one of requestsPerMinute, requestsPerDay'],
    ['{"operation":"Get*","tokensPerMinute":9}', 'unknown key "quotas[0].tokensPerMinute"'],
    ['{"resource":"guardrail","requestsPerDay":9}', 'unknown key "quotas[0].requestsPerDay"'],
    ['[{"tokensPerMinute":"many"}]', '--quotas[0].tokensPerMinute must be a whole number'],
  ])('are refused in one line: %s', (quotas, line) => {
    expect(() => read(quotas)).toThrow(line);
  });
});
