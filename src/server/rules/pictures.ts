/** Pictures: their number, their size, and whether they are what they are said to be. */
import { validationException } from '../exception.js';
import { pictureSize } from '../inference/picture-size.js';
import type { ConverseContext, Rule } from './rule.js';
import { imageType, mimeType } from './shared/media-type.js';
import { type AnyBlock, eachBlock } from './shared/survey.js';

const MOST_PICTURES = 20;
/** Of models with a window of a million tokens (public thread of 2026). */
const MOST_PICTURES_OF_LARGE = 600;
/** Of the picture in base64. */
const MOST_BYTES = 5_242_880;
const MOST_PIXELS = 8000;
const claude = { formats: ['anthropic-messages'] };

/** The first words that `find` has about a picture that came as bytes; `where` is its place in Claude's spelling. */
function eachPicture(
  { input, survey }: ConverseContext,
  find: (bytes: Uint8Array, format: string, where: string) => string | undefined,
): string | undefined {
  if (survey.count.image === 0) return undefined;
  return eachBlock(input, ({ image }: AnyBlock, { message, block }) => {
    const bytes = image?.source?.bytes;
    return bytes && find(bytes, image.format ?? '', `messages.${message}.content.${block}.image.source`);
  });
}

export const pictureCount: Rule = {
  id: 'converse/picture-count',
  what: 'Claude takes at most 20 pictures and documents, 600 with a window of a million tokens',
  source: 'public threads of 2025 and 2026',
  models: claude,
  saidBy: 'model',
  check: ({ survey: { count }, model }) => {
    const most = (model.model.contextWindow ?? 0) < 1_000_000 ? MOST_PICTURES : MOST_PICTURES_OF_LARGE;
    return count.image + count.document > most
      ? `too many images and documents: ${count.image} + ${count.document} > ${most}`
      : undefined;
  },
};

export const pictureBytes: Rule = {
  id: 'converse/picture-bytes',
  what: 'A picture for Claude has at most 5 MB in base64',
  source: 'public thread of 2026',
  models: claude,
  saidBy: 'model',
  check: (context) =>
    eachPicture(context, ({ length }, _, where) => {
      const encoded = Math.ceil(length / 3) * 4;
      return encoded > MOST_BYTES
        ? `${where}.bytes: image exceeds 5 MB maximum: ${encoded} bytes > ${MOST_BYTES} bytes`
        : undefined;
    }),
};

export const pictureSides: Rule = {
  id: 'converse/picture-sides',
  what: 'A picture for Claude has at most 8000 pixels on a side',
  source: 'public threads of 2025',
  models: claude,
  saidBy: 'model',
  check: (context) =>
    eachPicture(context, (bytes, _, where) => {
      const size = pictureSize(bytes);
      return size && Math.max(size.width, size.height) > MOST_PIXELS
        ? `${where}.bytes: At least one of the image dimensions exceed max allowed size: ${MOST_PIXELS} pixels`
        : undefined;
    }),
};

export const pictureFormat: Rule = {
  id: 'converse/picture-format',
  what: 'A picture for Claude is of the format that it is said to be of',
  source: 'public threads of 2025 and 2026',
  models: claude,
  saidBy: 'model',
  check: (context) =>
    eachPicture(context, (bytes, format, where) => {
      const found = imageType(bytes);
      return found && found !== `image/${format}`
        ? `${where}.base64: The image was specified using the image/${format} media type, but the image appears to be a ${found} image`
        : undefined;
    }),
};

export const mediaType: Rule = {
  id: 'converse/media-type',
  what: 'A picture for Nova is of the format that it is said to be of',
  source: 'recorded exchange, in a stream of the status 200',
  models: { formats: ['amazon-nova-text'] },
  saidBy: 'model',
  check: (context) => {
    const words = eachPicture(context, (bytes, format) => {
      const found = mimeType(bytes);
      return found === `image/${format}`
        ? undefined
        : `The detected file MIME type ${found} does not match the expected type image/${format}. Reformat your input and try again.`;
    });
    return words && validationException(words, { inStream: true });
  },
};
