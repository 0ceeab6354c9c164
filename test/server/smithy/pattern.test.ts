import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConstraintTable } from '../../../src/fixtures/constraints.js';
import { readFixture } from '../../../src/fixtures/read-fixture.js';
import { createSequence } from '../../../src/server/inference/sequence.js';
import { parsePattern } from '../../../src/server/smithy/pattern.js';
import { compilePattern } from '../../../src/server/smithy/pattern-regexp.js';
import { samplePattern } from '../../../src/server/smithy/sample-pattern.js';

const rows = Object.values(readFixture<ConstraintTable>('constraints'))
  .flatMap(({ types }) => Object.entries(types))
  .flatMap(([name, { pattern, min, max }]) => (pattern === undefined ? [] : [{ name, pattern, min, max }]));

describe('a pattern', () => {
  it('must match the whole string', () => {
    expect(compilePattern('[a-z]+').test('abc')).toBe(true);
    expect(compilePattern('[a-z]+').test('abc1')).toBe(false);
    expect(compilePattern('a|bc').test('ac')).toBe(false);
  });

  it('means what Java means by its classes', () => {
    expect(compilePattern('\\s').test('\u00a0')).toBe(false);
    expect(compilePattern('\\S').test('\u00a0')).toBe(true);
    expect(compilePattern('\\d').test('\u0663')).toBe(false);
    expect(compilePattern('.').test('\u0085')).toBe(false);
    expect(compilePattern('.').test('\u{1f600}')).toBe(true);
    expect(compilePattern('[a-z-_.]+').test('a-_.')).toBe(true);
    expect(compilePattern('[+,-.]+').test('+,-.')).toBe(true);
  });

  it.each(['a++', 'a+?', '(?=a)', '(?i)a', '\\p{L}', '\\1', '[a-z&&[^b]]', '[a', '(a', 'a)', '*a', 'a{x}'])(
    'is refused where it cannot be translated: %s',
    (pattern) => expect(() => parsePattern(pattern)).toThrow(SyntaxError),
  );
});

describe('every pattern of the table', () => {
  it('is understood', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ pattern }) => !(compilePattern(pattern) instanceof RegExp))).toEqual([]);
  });

  it("matches what JavaScript's own reading of it matches, near its samples", () => {
    const ascii = fc.constantFrom(...' -.:_/aZ09!|');
    fc.assert(
      fc.property(
        fc.constantFrom(...rows),
        fc.integer(),
        fc.nat(),
        ascii,
        fc.boolean(),
        (row, seed, place, mark, put) => {
          const sample = samplePattern(row.pattern, createSequence(seed).next, row.min, row.max);
          const at = place % (sample.length + 1);
          const near = sample.slice(0, at) + mark + sample.slice(put ? at : at + 1);
          const plain = new RegExp(`^(?:${row.pattern})$`);
          expect(plain.test(sample)).toBe(true);
          expect(compilePattern(row.pattern).test(near)).toBe(plain.test(near));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('is answered at once, also for strings made to send a backtracking matcher astray', () => {
    const heads = ['', 'a', 'a.', 'arn:aws:bedrock:us-east-1::foundation-model/', 's3://abc/'];
    const units = ['a', '-', 'a-', '.', 'a.', '_', ':', '/', '0'];
    const slow: string[] = [];
    for (const { name, pattern, max } of rows) {
      const started = performance.now();
      for (const head of heads)
        for (const unit of units)
          compilePattern(pattern).test(`${head + unit.repeat(Math.min(max ?? 4096, 4096))}\u0001`);
      if (performance.now() - started > 1000) slow.push(name);
    }
    expect(slow).toEqual([]);
  });
});
