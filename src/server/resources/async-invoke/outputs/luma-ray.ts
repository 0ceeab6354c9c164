/** Luma Ray 2: the video alone. Source: user guide, "Luma AI models". */
import { generateVideo } from '../../../generation/video/video.js';
import type { WriteOutput } from './output.js';

interface Input {
  prompt: string;
  aspect_ratio?: string;
  duration?: string;
  resolution?: string;
  keyframes?: { frame0?: { source: { data: string } } };
}

const FPS = 24;

export const lumaRay: WriteOutput = async (modelInput, { seed, read }) => {
  const input = modelInput as unknown as Input;
  const { prompt, aspect_ratio: ratio = '16:9', duration = '5s', resolution = '720p', keyframes } = input;
  const first = keyframes?.frame0?.source.data;
  const picture = first === undefined ? undefined : await read({ bytes: first });
  const shot = { prompt, seconds: Number.parseInt(duration, 10), ...(picture && { picture }) };
  return [{ name: 'output.mp4', body: generateVideo({ shots: [shot], ...sizeOf(ratio, resolution), fps: FPS, seed }) }];
};

/** The shorter side is what the resolution says; both sides are even. */
function sizeOf(ratio: string, resolution: string): { width: number; height: number } {
  const short = Number.parseInt(resolution, 10);
  const [across = 16, down = 9] = ratio.split(':').map(Number);
  const long = 2 * Math.round((short * Math.max(across, down)) / Math.min(across, down) / 2);
  return across >= down ? { width: long, height: short } : { width: short, height: long };
}
