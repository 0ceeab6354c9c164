/** Nova Reel: the video, its shots where there are several, and how each went. Source: Nova user guide, "Video generation access and usage". */
import { mixSeeds } from '../../../generation/random.js';
import { generateVideo, type Shot } from '../../../generation/video/video.js';
import type { OutputFile, OutputTools, Source, WriteOutput } from './output.js';

interface Picture {
  source: Source;
}

interface Input {
  taskType: 'TEXT_VIDEO' | 'MULTI_SHOT_AUTOMATED' | 'MULTI_SHOT_MANUAL';
  textToVideoParams?: { text: string; images?: Picture[] };
  multiShotAutomatedParams?: { text: string };
  multiShotManualParams?: { shots: { text: string; image?: Picture }[] };
  videoGenerationConfig: { durationSeconds?: number; fps: number; seed?: number };
}

const SHOT_SECONDS = 6;
const size = { width: 1280, height: 720 };
/** Source: the same page. */
const USUAL_SEED = 42;

export const amazonNovaReel: WriteOutput = async (modelInput, tools) => {
  const input = modelInput as unknown as Input;
  const { fps, seed = USUAL_SEED } = input.videoGenerationConfig;
  const shots = await shotsOf(input, tools);
  const make = (some: Shot[]) => generateVideo({ shots: some, ...size, fps, seed: mixSeeds(tools.seed, seed) });
  const video = { name: 'output.mp4', body: make(shots) };
  const single =
    shots.length === 1 ? [video] : shots.map((shot, index) => ({ name: nameOfShot(index), body: make([shot]) }));
  return [video, ...(shots.length === 1 ? [] : single), writeStatus(single, tools.uri)];
};

async function shotsOf(input: Input, { read }: OutputTools): Promise<Shot[]> {
  const { textToVideoParams, multiShotAutomatedParams, multiShotManualParams, videoGenerationConfig } = input;
  if (multiShotAutomatedParams) {
    const count = (videoGenerationConfig.durationSeconds ?? 2 * SHOT_SECONDS) / SHOT_SECONDS;
    const { text } = multiShotAutomatedParams;
    return Array.from({ length: count }, (_, index) => ({ prompt: `${text} ${index + 1}`, seconds: SHOT_SECONDS }));
  }
  const asked = multiShotManualParams?.shots ?? [
    { text: textToVideoParams?.text ?? '', image: textToVideoParams?.images?.[0] },
  ];
  return Promise.all(
    asked.map(async ({ text, image }) => ({
      prompt: text,
      seconds: SHOT_SECONDS,
      ...(image && { picture: await read(image.source) }),
    })),
  );
}

/** `shot_0001.mp4`. */
const nameOfShot = (index: number) => `shot_${String(index + 1).padStart(4, '0')}.mp4`;

function writeStatus(shots: OutputFile[], uri: string): OutputFile {
  const succeed = (name: string) => ({ status: 'SUCCESS', location: `${uri}/${name}` });
  const status = {
    schemaVersion: '1.0.0',
    shots: shots.map(({ name }) => succeed(name)),
    fullVideo: succeed('output.mp4'),
  };
  return { name: 'video-generation-status.json', body: JSON.stringify(status) };
}
