import { expect, it } from 'vitest';
import type { Json } from '../../../src/server/dialects/dialect.js';
import { lumaRay } from '../../../src/server/dialects/luma-ray.js';
import { asyncRefusalOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'luma.ray-v2:0' };
const frame = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AQID' } };
const body = { prompt: 'A cat', aspect_ratio: '9:21', loop: true, duration: '9s', resolution: '540p' };

it('luma-ray takes a prompt, its settings, and pictures to begin and end with', () => {
  expect(asyncRefusalOf(lumaRay, { prompt: 'A cat' }, model)).toBeUndefined();
  expect(asyncRefusalOf(lumaRay, { ...body, keyframes: { frame0: frame, frame1: frame } }, model)).toBeUndefined();
});

it.each<[string, Json, string]>([
  ['no prompt', { loop: true }, '#: required key [prompt] not found'],
  ['a long prompt', { prompt: 'x'.repeat(5001) }, '#/prompt: expected maxLength: 5000, actual: 5001'],
  ['another length', { ...body, duration: '7s' }, '#/duration: 7s is not a valid enum value'],
  ['a loop in words', { ...body, loop: 'yes' }, '#/loop: expected type: Boolean, found: String'],
  [
    'a frame too many',
    { ...body, keyframes: { frame2: frame } },
    '#/keyframes: extraneous key [frame2] is not permitted',
  ],
])('luma-ray refuses %s', (_, given, words) => {
  expect(asyncRefusalOf(lumaRay, given, model)).toBe(words);
});

it('luma-ray refuses InvokeModel', () => {
  expect(refusalOf(lumaRay, body, model)).toContain('not supported');
});
