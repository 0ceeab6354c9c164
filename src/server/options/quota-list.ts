/** Quotas as they are written anywhere: rows, and `aws` for the defaults of AWS; on a command line `aws`, or JSON. */
import type { Quota, QuotaEntry } from '../../fixtures/quota.js';
import { integer, mapping, text, ValueProblem, type ValueType } from './value-types.js';

const limit = integer(0, 1e12);
const glob = (what: string) => text({ expected: `${what}, in which * stands for any characters` });

const quota = mapping<Quota>(
  {
    model: glob('the id of a model or inference profile'),
    region: glob('a region'),
    requestsPerMinute: limit,
    requestsPerDay: limit,
    tokensPerMinute: limit,
    tokensPerDay: limit,
  },
  [],
);

const limitNames = ['requestsPerMinute', 'requestsPerDay', 'tokensPerMinute', 'tokensPerDay'];

export const quotaList: ValueType<QuotaEntry[]> = {
  schema: {
    oneOf: [
      { const: 'aws' },
      {
        type: 'array',
        items: {
          oneOf: [{ const: 'aws' }, { ...quota.schema, anyOf: limitNames.map((name) => ({ required: [name] })) }],
        },
      },
    ],
  },
  read(value, path) {
    if (value === 'aws') return ['aws'];
    if (!Array.isArray(value))
      throw new ValueProblem(
        path,
        (subject) => `${subject} must be aws, or a list of rows such as {"tokensPerMinute":1000}`,
      );
    return value.map((entry, index) => (entry === 'aws' ? entry : readQuota(entry, [...path, index])));
  },
  /** One row as JSON, or a list of them; `aws`, and anything else, as it is. */
  fromText(given) {
    try {
      return [JSON.parse(given)].flat();
    } catch {
      return given;
    }
  },
};

function readQuota(entry: unknown, path: (string | number)[]): Quota {
  const row = quota.read(entry, path);
  if (limitNames.some((name) => name in row)) return row;
  throw new ValueProblem(path, (subject) => `${subject} has no limit: one of ${limitNames.join(', ')}`);
}

/** Throws an Error of one sentence. */
export function checkQuotas(entries: unknown): QuotaEntry[] {
  return quotaList.read(entries, ['quotas']);
}
