import { expect, it } from 'vitest';
import { generationOf } from '../../../../../src/server/dialects/shared/anthropic/generation.js';

it.each([
  ['anthropic.claude-3-haiku-20240307-v1:0', 'claude-3-haiku-20240307'],
  ['anthropic.claude-3-5-sonnet-20240620-v1:0:18k', 'claude-3-5-sonnet-20240620'],
  ['anthropic.claude-opus-4-6-v1', 'claude-opus-4-6'],
  ['anthropic.claude-opus-4-8', 'claude-opus-4-8'],
  ['anthropic.claude-v2', 'claude-2.0'],
  ['anthropic.claude-v2:1', 'claude-2.1'],
  ['anthropic.claude-v2:1:18k', 'claude-2.1'],
  ['anthropic.claude-instant-v1', 'claude-instant-1.2'],
])('replies of %s call it %s', (id, name) => {
  expect(generationOf(id).name).toBe(name);
});

it('each generation has what the one before it had', () => {
  const names = [
    'v2',
    '3-haiku-20240307-v1:0',
    '3-5-sonnet-20240620-v1:0',
    '3-5-haiku-20241022-v1:0',
    '3-7-sonnet-20250219-v1:0',
    'opus-4-1-20250805-v1:0',
    'sonnet-4-5-20250929-v1:0',
    'opus-4-8',
  ];
  const counts = names.map(
    (name) => Object.values(generationOf(`anthropic.claude-${name}`)).filter((trait) => trait === true).length,
  );
  expect(counts).toEqual([0, 0, 1, 2, 4, 5, 6, 8]);
});
