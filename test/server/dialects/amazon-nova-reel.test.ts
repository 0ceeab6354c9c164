import { describe, expect, it } from 'vitest';
import { amazonNovaReel } from '../../../src/server/dialects/amazon-nova-reel.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { asyncRefusalOf, refusalOf } from './shared/use-dialect.js';

const first = { id: 'amazon.nova-reel-v1:0' };
const second = { id: 'amazon.nova-reel-v1:1' };
const config = { fps: 24, dimension: '1280x720', seed: 7 };
const image = { format: 'png', source: { bytes: 'AQID' } };
const inS3 = { format: 'jpeg', source: { s3Location: { uri: 's3://bucket/cat.jpg' } } };

const oneShot: JsonObject = {
  taskType: 'TEXT_VIDEO',
  textToVideoParams: { text: 'A cat', images: [image] },
  videoGenerationConfig: { ...config, durationSeconds: 6 },
};
const automated = (durationSeconds: Json): JsonObject => ({
  taskType: 'MULTI_SHOT_AUTOMATED',
  multiShotAutomatedParams: { text: 'A cat, then a dog' },
  videoGenerationConfig: { ...config, durationSeconds },
});
const manual: JsonObject = {
  taskType: 'MULTI_SHOT_MANUAL',
  multiShotManualParams: { shots: [{ text: 'A cat', image: inS3 }, { text: 'A dog' }] },
  videoGenerationConfig: config,
};
const wrongLength =
  'Malformed input request: #/videoGenerationConfig/durationSeconds must be an integer evenly divisible by 6 and ' +
  'within the range of 12 through 120. Provide a valid duration and try again.';

describe('amazon-nova-reel', () => {
  it('takes one shot, and of version 1.1 several', () => {
    for (const body of [oneShot, automated(12), automated(120), manual]) {
      expect(asyncRefusalOf(amazonNovaReel, body, second)).toBeUndefined();
    }
    expect(asyncRefusalOf(amazonNovaReel, oneShot, first)).toBeUndefined();
    expect(asyncRefusalOf(amazonNovaReel, manual, first)).toBe(
      '#/taskType: MULTI_SHOT_MANUAL is not a valid enum value',
    );
  });

  it.each<[string, Json, string]>([
    ['no task', {}, '#: required key [taskType] not found'],
    [
      'a shot of ten seconds',
      { ...oneShot, videoGenerationConfig: { ...config, durationSeconds: 10 } },
      '#/videoGenerationConfig/durationSeconds: 10 is not a valid enum value',
    ],
    [
      'another frame rate',
      { ...manual, videoGenerationConfig: { ...config, fps: 30 } },
      '#/videoGenerationConfig/fps: 30 is not a valid enum value',
    ],
    [
      'the parameters of another task',
      { ...oneShot, taskType: 'MULTI_SHOT_MANUAL' },
      '#: required key [multiShotManualParams] not found#: extraneous key [textToVideoParams] is not permitted#/videoGenerationConfig: extraneous key [durationSeconds] is not permitted',
    ],
    [
      'a picture from nowhere',
      { ...oneShot, textToVideoParams: { text: 'A cat', images: [{ format: 'png', source: {} }] } },
      '#/textToVideoParams/images/0/source: required key [bytes] not found',
    ],
    ['a length between the steps', automated(20), wrongLength],
    ['a length in words', automated('12'), wrongLength],
    ['a length out of range', automated(126), wrongLength],
  ])('refuses %s', (_, body, words) => {
    expect(asyncRefusalOf(amazonNovaReel, body, second)).toBe(words);
  });

  it('refuses InvokeModel', () => {
    expect(refusalOf(amazonNovaReel, oneShot, first)).toContain('not supported');
  });
});
