import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { batchRules } from '../../../src/server/rules/batch.js';
import { converseRules, rules } from '../../../src/server/rules/index.js';
import { invokeRules } from '../../../src/server/rules/invoke.js';
import type { RuleModels, RuleRow } from '../../../src/server/rules/rule.js';

const page = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));

const listed = (words: string[]) => words.map((word) => `\`${word}\``).join(' ');

function writeModels({ only, formats, except, exceptFormats }: RuleModels): string {
  return [
    only && listed(only),
    formats && `format ${listed(formats)}`,
    except && `all but ${listed(except)}`,
    exceptFormats && `all but format ${listed(exceptFormats)}`,
  ]
    .filter(Boolean)
    .join('; ');
}

const writeRow = ({ id, what, models, source }: RuleRow) =>
  `| \`${id}\` | ${what} | ${models ? writeModels(models) : 'all'} | ${source} |`;

describe('docs/rules.md', () => {
  it('has the rules of Converse in their order, and those of native bodies and batch jobs behind', () => {
    const native = invokeRules.filter(({ id }) => !converseRules.some((rule) => rule.id === id));
    expect(rows).toEqual([...converseRules, ...native, ...batchRules].map(writeRow));
  });

  it('names no rule that there is not', () => {
    const named = [...page.matchAll(/(?:converse|invoke-model|anthropic-messages|batch)\/[a-z0-9-]+/g)].map(
      ([id]) => id,
    );
    expect(named.filter((id) => !rules.has(id))).toEqual([]);
  });
});
