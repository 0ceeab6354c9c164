import { InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import { generateVideo } from '../../../../src/server/generation/video/video.js';
import { mediaKind, mediaSeconds } from '../../../../src/server/inference/media-kind.js';
import { finish, marengo, nova, plane, reel, s3, video, west } from './harness.js';

describe('videos', () => {
  it('of Nova Reel last as long as was asked, and the same words make the same film', async () => {
    const folder = await finish(reel, video);
    const made = s3.bytes(`${folder}/output.mp4`);
    expect([mediaKind(made), mediaSeconds(made)]).toEqual(['mp4', 6]);
    expect(s3.json(`${folder}/video-generation-status.json`)).toEqual({
      schemaVersion: '1.0.0',
      shots: [{ status: 'SUCCESS', location: `s3://${folder}/output.mp4` }],
      fullVideo: { status: 'SUCCESS', location: `s3://${folder}/output.mp4` },
    });
    expect(s3.bytes(`${await finish(reel, video)}/output.mp4`).equals(made)).toBe(true);
    const seeded = { ...video, videoGenerationConfig: { ...video.videoGenerationConfig, seed: 7 } };
    expect(s3.bytes(`${await finish(reel, seeded)}/output.mp4`).equals(made)).toBe(false);
  });

  it('of several shots come whole and in parts', async () => {
    const { durationSeconds: _, ...videoGenerationConfig } = video.videoGenerationConfig;
    const shots = [{ text: 'A green wood' }, { text: 'A yellow field' }, { text: 'A blue lake' }];
    const input = { taskType: 'MULTI_SHOT_MANUAL', multiShotManualParams: { shots }, videoGenerationConfig };
    const folder = await finish(reel, input);
    const parts = ['shot_0001.mp4', 'shot_0002.mp4', 'shot_0003.mp4'];
    expect(s3.files(folder)).toEqual(['manifest.json', 'output.mp4', ...parts, 'video-generation-status.json']);
    expect(mediaSeconds(s3.bytes(`${folder}/output.mp4`))).toBe(18);
    expect(s3.json(`${folder}/video-generation-status.json`).shots).toEqual(
      parts.map((name) => ({ status: 'SUCCESS', location: `s3://${folder}/${name}` })),
    );
  });

  it('of Luma have the ratio and the length that were asked', async () => {
    const folder = await finish(
      'luma.ray-v2:0',
      { prompt: 'A cat', aspect_ratio: '9:16', duration: '9s', resolution: '540p' },
      west,
    );
    const made = s3.bytes(`${folder}/output.mp4`);
    expect(mediaSeconds(made)).toBe(9);
    const track = made.indexOf('tkhd', 0, 'latin1');
    expect([made.readUInt32BE(track + 80) >> 16, made.readUInt32BE(track + 84) >> 16]).toEqual([540, 960]);
  });
});

describe('embeddings', () => {
  const film = generateVideo({
    shots: [
      { prompt: 'A red sun', seconds: 6 },
      { prompt: 'A blue sea', seconds: 7 },
    ],
    width: 320,
    height: 192,
    fps: 2,
    seed: 0,
  });
  const uri = 's3://in-bucket/film.mp4';
  beforeEach(() => s3.put('in-bucket/film.mp4', film));
  const mediaSource = { s3Location: { uri, bucketOwner: '123456789012' } };
  const times = (data: { startSec: number; endSec: number }[]) =>
    data.map(({ startSec, endSec }) => [startSec, endSec]);
  const lengthOf = (vector: number[]) => Math.hypot(...vector);

  it('of Marengo 2.7: a vector for each clip and option', async () => {
    const input = { inputType: 'video', mediaSource, useFixedLengthSec: 5, embeddingOption: ['visual-image', 'audio'] };
    const { data } = s3.json(`${await finish(marengo, input)}/output.json`);
    expect(times(data)).toEqual([
      [0, 5],
      [0, 5],
      [5, 10],
      [5, 10],
      [10, 13],
      [10, 13],
    ]);
    expect(data[0]).toEqual({
      embedding: expect.any(Array),
      embeddingOption: 'visual-image',
      startSec: 0,
      endSec: 5,
    });
    for (const { embedding } of data) {
      expect(embedding).toHaveLength(1024);
      expect(lengthOf(embedding)).toBeCloseTo(1);
    }
  });

  it('of Marengo 2.7: a text has the vector that InvokeModel gives it', async () => {
    const input = { inputType: 'text', inputText: 'A red sun over the sea' };
    const folder = await finish(marengo, input);
    const direct = await plane.runtime.send(
      new InvokeModelCommand({ modelId: `us.${marengo}`, body: JSON.stringify(input) }),
    );
    expect(s3.json(`${folder}/output.json`)).toEqual(JSON.parse(direct.body.transformToString()));
  });

  it('of Marengo 3.0: clips and the whole', async () => {
    const clip = { mediaSource, embeddingOption: ['visual'], embeddingScope: ['clip', 'asset'] };
    const input = {
      inputType: 'video',
      video: { ...clip, segmentation: { method: 'fixed', fixed: { durationSec: 10 } } },
    };
    const { data } = s3.json(`${await finish('twelvelabs.marengo-embed-3-0-v1:0', input)}/output.json`);
    expect(times(data)).toEqual([
      [0, 10],
      [10, 13],
      [0, 13],
    ]);
    expect(data.map((item: { embeddingScope: string }) => item.embeddingScope)).toEqual(['clip', 'clip', 'asset']);
    expect(data[0].embedding).toHaveLength(512);
  });

  it('of Nova: a line for each segment of a video, sound and picture apart', async () => {
    const source = { s3Location: { uri } };
    const segmentedEmbeddingParams = {
      embeddingPurpose: 'GENERIC_INDEX',
      embeddingDimension: 256,
      video: {
        format: 'mp4',
        source,
        embeddingMode: 'AUDIO_VIDEO_SEPARATE',
        segmentationConfig: { durationSeconds: 10 },
      },
    };
    const folder = await finish(nova, { taskType: 'SEGMENTED_EMBEDDING', segmentedEmbeddingParams });
    expect(s3.json(`${folder}/segmented-embedding-result.json`)).toEqual({
      sourceFileUri: uri,
      embeddingDimension: 256,
      embeddingResults: [
        { embeddingType: 'VIDEO', status: 'SUCCESS', outputFileUri: `s3://${folder}/embedding-video.jsonl` },
        { embeddingType: 'AUDIO', status: 'SUCCESS', outputFileUri: `s3://${folder}/embedding-audio.jsonl` },
      ],
    });
    expect(s3.lines(`${folder}/embedding-video.jsonl`).map(({ segmentMetadata }) => segmentMetadata)).toEqual([
      { segmentIndex: 0, segmentStartSeconds: 0, segmentEndSeconds: 10 },
      { segmentIndex: 1, segmentStartSeconds: 10, segmentEndSeconds: 13 },
    ]);
    expect(s3.lines(`${folder}/embedding-audio.jsonl`)[0].embedding).toHaveLength(256);
  });

  it('of Nova: a long text in parts', async () => {
    s3.put('in-bucket/long.txt', 'word '.repeat(300));
    const text = {
      truncationMode: 'END',
      source: { s3Location: { uri: 's3://in-bucket/long.txt' } },
      segmentationConfig: { maxLengthChars: 1000 },
    };
    const segmentedEmbeddingParams = { embeddingPurpose: 'GENERIC_INDEX', text };
    const folder = await finish(nova, { taskType: 'SEGMENTED_EMBEDDING', segmentedEmbeddingParams });
    const lines = s3.lines(`${folder}/embedding-text.jsonl`);
    expect(lines.map(({ segmentMetadata }) => segmentMetadata)).toEqual([
      { segmentIndex: 0, segmentStartCharPosition: 0, segmentEndCharPosition: 999 },
      { segmentIndex: 1, segmentStartCharPosition: 1000, segmentEndCharPosition: 1499 },
    ]);
    expect(lines[0].embedding).toHaveLength(3072);
  });
});
