/** Quotas as they are written anywhere: rows, and `aws` for the defaults of AWS; on a command line `aws`, or JSON. */
import type { Quota, QuotaEntry } from '../../fixtures/quota.js';
import { integer, mapping, text, ValueProblem, type ValueType } from './value-types.js';

const limit = integer(0, 1e12);
const glob = (what: string) => text({ expected: `${what}, in which * stands for any characters` });

const region = glob('a region');
const requests = { requestsPerMinute: limit, requestsPerDay: limit };

/** The rows by what they limit; the first whose key a row has. */
const forms: { key?: keyof Quota; type: ValueType<Quota>; limitNames: string[] }[] = [
  {
    key: 'resource',
    type: mapping<Pick<Quota, 'resource' | 'region' | 'count'>>(
      { resource: glob('a kind of resource'), region, count: limit },
      ['resource'],
    ),
    limitNames: ['count'],
  },
  {
    key: 'operation',
    type: mapping<Omit<Quota, 'model' | 'resource' | 'count' | 'tokensPerMinute' | 'tokensPerDay'>>(
      { operation: glob('the name of an operation'), region, ...requests },
      ['operation'],
    ),
    limitNames: Object.keys(requests),
  },
  {
    type: mapping<Omit<Quota, 'operation' | 'resource' | 'count'>>(
      {
        model: glob('the id of a model or inference profile'),
        region,
        ...requests,
        tokensPerMinute: limit,
        tokensPerDay: limit,
      },
      [],
    ),
    limitNames: [...Object.keys(requests), 'tokensPerMinute', 'tokensPerDay'],
  },
];

export const quotaList: ValueType<QuotaEntry[]> = {
  schema: {
    oneOf: [
      { const: 'aws' },
      {
        type: 'array',
        items: {
          oneOf: [
            { const: 'aws' },
            ...forms.map(({ type, limitNames }) => ({
              ...type.schema,
              anyOf: limitNames.map((name) => ({ required: [name] })),
            })),
          ],
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
  const isOf = (key: string | undefined) => key === undefined || Object.hasOwn(Object(entry), key);
  const { type, limitNames } = forms.find(({ key }) => isOf(key))!;
  const row = type.read(entry, path);
  if (limitNames.some((name) => name in row)) return row;
  throw new ValueProblem(path, (subject) => `${subject} has no limit: one of ${limitNames.join(', ')}`);
}

/** Throws an Error of one sentence. */
export function checkQuotas(entries: unknown): QuotaEntry[] {
  return quotaList.read(entries, ['quotas']);
}
