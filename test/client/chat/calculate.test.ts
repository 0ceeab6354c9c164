import { expect, it } from 'vitest';
import { calculate } from '../../../src/client/chat/calculate.js';

it.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['8 - 2 - 1', 5],
  ['2 ^ 3 ^ 2', 512],
  ['2 ** 3', 8],
  ['-2 ^ 2', -4],
  ['2 * -3', -6],
  ['10 % 4 / .5', 4],
  ['1.5e3', 1500],
])('works out %s', (expression, value) => {
  expect(calculate(expression)).toBe(value);
});

it.each([
  ['', /the end is not expected/],
  ['1 +', /the end is not expected/],
  ['(1', /lacks a closing parenthesis/],
  ['1 2', /2 is not expected/],
  ['process.exit()', /p is not expected/],
  ['1 / 0', /no finite value/],
  [`${'('.repeat(5000)}1`, /nested too deeply/],
])('refuses %s', (expression, words) => {
  expect(() => calculate(expression)).toThrow(words);
});
