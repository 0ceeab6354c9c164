import { expect, it } from 'vitest';
import { readText } from '../../../src/client/native/read-path.js';

it('a path leads to every text at its place', () => {
  const json = { content: [{ text: 'a' }, { thinking: 'b' }, { text: 'c' }] };
  expect(readText(json, 'content.*.text')).toBe('ac');
  expect(readText(json, 'results.0.outputText')).toBe('');
});
