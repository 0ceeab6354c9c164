/** The neutral form of image generation: a prompt in, PNGs out. */

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
  /** The caller's own pictures, for variations and edits. */
  sources?: Uint8Array[];
}

export interface ImageOutput {
  kind: 'image';
  /** PNG files. */
  images: Uint8Array[];
  seeds: number[];
  latencyMs: number;
}
