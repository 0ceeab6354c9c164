/** Pictures from a prompt. */
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { invokeJson } from './invoke.js';
import { type ImageAsk, type ImageFormat, imageFormats } from './native/image-formats.js';
import { findFormat } from './native/model-id.js';
import { userError } from './user-error.js';

export interface ImageOptions extends ImageAsk {
  client: Pick<BedrockRuntimeClient, 'send'>;
  modelId: string;
  signal?: AbortSignal;
}

export function imageFormatOf(modelId: string): ImageFormat {
  const format = findFormat(imageFormats, modelId);
  if (format) return format;
  throw userError(
    `${modelId} draws nothing from a prompt that is known here; see "bedrock-local models --output-modality IMAGE"`,
  );
}

/** One at a time, as they come. A model that makes one picture a call is called for each, with a seed of its own. */
export async function* makeImages({ client, modelId, signal, ...ask }: ImageOptions): AsyncGenerator<Uint8Array> {
  const format = imageFormatOf(modelId);
  let made = 0;
  for (let calls = 0; made < ask.count; calls++) {
    const count = Math.min(format.most, ask.count - made);
    const isOneCall = ask.count <= format.most;
    const seed = isOneCall ? ask.seed : (ask.seed ?? 1) + calls;
    const answer = await invokeJson({ client, modelId, signal, body: format.body({ ...ask, count, seed }) });
    const images = format.read(answer as never);
    if (images.length === 0) throw new Error('the answer held no picture');
    for (const image of images) yield Buffer.from(image, 'base64');
    made += images.length;
  }
}

/** `640x384` of a PNG; undefined for anything else. */
export function pngSize(picture: Uint8Array): string | undefined {
  const bytes = Buffer.from(picture);
  if (bytes.length < 24 || bytes.toString('latin1', 1, 4) !== 'PNG') return undefined;
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

/** `cat.png` for one picture; for several `cat-1.png`, `cat-2.png`. */
export function pictureNames(path: string, count: number): string[] {
  if (count === 1) return [path];
  const [, stem = path, extension = ''] = /^(.*?)(\.[^./\\]+)?$/s.exec(path) ?? [];
  return Array.from({ length: count }, (_, index) => `${stem}-${index + 1}${extension}`);
}
