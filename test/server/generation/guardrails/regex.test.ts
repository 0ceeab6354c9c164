import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../src/server/generation/guardrails/regex.js';

const matches = (pattern: string, text: string) => text.match(compilePattern(pattern)!);

describe('a pattern', () => {
  it.each([
    ['\\b\\d{6}\\d{4}\\b', '1234561666 and 12345616660', ['1234561666']],
    ['(?i)tomato', 'Tomato, TOMATO', ['Tomato', 'TOMATO']],
    ['(?si)a.b', 'A\nB', ['A\nB']],
    ['[\\w-.]+', 'a-b.c', ['a-b.c']],
    ['\\p{Lu}', 'aÉ', ['É']],
  ])('%s finds all that it matches', (pattern, text, found) => {
    expect(matches(pattern, text)).toEqual(found);
  });

  it.each(['(', '[', '(?x)a b', '*'])('%s means nothing here', (pattern) => {
    expect(compilePattern(pattern)).toBeUndefined();
  });
});
