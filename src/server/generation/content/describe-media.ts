/** Names pictures, videos and audio by what their bytes say. */
import type { ContentBlock } from '../../inference/conversation.js';
import { mediaKind, mediaSeconds } from '../../inference/media-kind.js';
import { pictureSize } from '../../inference/picture-size.js';

type Source = { bytes?: Uint8Array; s3Location?: { uri?: string } } | undefined;

/** `a PNG picture of 640 x 480 pixels`. */
export function describePicture({ format, source }: ContentBlock.ImageMember['image']): string {
  const bytes = source?.bytes;
  if (!bytes) return elsewhere('picture', source);
  const size = pictureSize(bytes);
  const extent = size ? `${size.width} x ${size.height} pixels` : sizeOf(bytes);
  return `${kindOf(bytes, format, 'picture')} of ${extent}`;
}

/** `an MP4 video of 1.2 MB, 12 seconds long`. */
export function describeRecording(
  noun: 'video' | 'audio recording',
  { format, source }: { format?: string; source?: Source },
): string {
  const bytes = source?.bytes;
  if (!bytes) return elsewhere(noun, source);
  const seconds = mediaSeconds(bytes);
  const length = seconds === undefined ? '' : `, ${Number(seconds.toFixed(1))} seconds long`;
  return `${kindOf(bytes, format, noun)} of ${sizeOf(bytes)}${length}`;
}

/** `10 bytes`, `1.2 kB`, `3.4 MB`. */
export function sizeOf({ length }: Uint8Array): string {
  if (length < 1000) return `${length} bytes`;
  return length < 1_000_000 ? `${(length / 1000).toFixed(1)} kB` : `${(length / 1_000_000).toFixed(1)} MB`;
}

export function elsewhere(noun: string, source: Source): string {
  const uri = source?.s3Location?.uri;
  return uri === undefined ? `a ${noun} without content` : `the ${noun} at ${uri}, which is not read here`;
}

/** The kind that the bytes have. The caller's word is told where they have another, or none that is known. */
function kindOf(bytes: Uint8Array, said: string | undefined, noun: string): string {
  const found = mediaKind(bytes);
  const sent = found === undefined || (said !== undefined && !sameKind(found, said));
  const kind = found === undefined ? noun : `${found.toUpperCase()} ${noun}`;
  const article = /^(?:[aeiouAEFHILMNORSX])/.test(kind) ? 'an' : 'a';
  return `${article} ${kind}${sent ? `, sent as ${said},` : ''}`;
}

/** The names that one kind of file goes by. */
const names: readonly string[][] = [
  ['mp4', 'm4a', 'mov', 'three_gp', '3gp'],
  ['webm', 'mkv', 'mka'],
  ['mpeg', 'mpg', 'mpga', 'mp3'],
  ['ogg', 'opus'],
  ['aac', 'x-aac'],
];

function sameKind(found: string, said: string): boolean {
  return found === said || names.some((kinds) => kinds.includes(found) && kinds.includes(said));
}
