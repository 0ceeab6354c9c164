/** The neutral form of image generation: a prompt in, pictures out. */

export type PictureFormat = 'png' | 'jpeg';

export interface ImageRequest {
  kind: 'image';
  modelId: string;
  /** What to show; drawn onto the picture too. */
  prompt: string;
  negativePrompt?: string;
  width: number;
  height: number;
  count: number;
  seed: number;
  /** Default png. */
  format?: PictureFormat;
  /** The caller's own pictures, for variations and edits. */
  sources?: Uint8Array[];
}

export interface ImageOutput {
  kind: 'image';
  /** Files of the format that was asked for. */
  images: Uint8Array[];
  seeds: number[];
  latencyMs: number;
}
