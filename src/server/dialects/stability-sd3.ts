/** Stable Diffusion 3 and 3.5, Stable Image Core and Ultra: one prompt, and a picture to begin with, in; one picture out. */
import type { ImageRequest, PictureFormat } from '../inference/image.js';
import type { DialectModel, ImageDialect, JsonObject } from './dialect.js';
import { readBase64 } from './shared/base64.js';
import { checkRequest, type ObjectSchema, type RequestSchema } from './shared/request-schema.js';
import {
  checkKnown,
  pictureSchema,
  promptSchema,
  ratioSchema,
  ratioSizes,
  seedSchema,
  sizeWithin,
  writePictures,
} from './shared/stability.js';

interface Body {
  prompt: string;
  image?: string;
  aspect_ratio?: string;
  seed?: number;
  negative_prompt?: string;
  output_format?: PictureFormat;
}

/** Source: Amazon Bedrock user guide, "Stable Diffusion 3.5 Large", "Stable Image Ultra"; neither has WebP. */
const properties: Record<string, RequestSchema> = {
  prompt: promptSchema,
  negative_prompt: promptSchema,
  mode: { type: 'string', enum: ['text-to-image', 'image-to-image'] },
  strength: { type: 'number', minimum: 0, maximum: 1 },
  seed: seedSchema,
  output_format: { type: 'string', enum: ['jpeg', 'png'] },
  image: pictureSchema,
  aspect_ratio: ratioSchema,
};

const textToImage: ObjectSchema = { type: 'object', open: true, required: ['prompt'], properties };
const imageToImage: ObjectSchema = { ...textToImage, required: ['prompt', 'image', 'strength'] };

export const stabilitySd3: ImageDialect = { format: 'stability-sd3', kind: 'image', read, write: writePictures };

/** A picture to begin with keeps its size, where it has 64 pixels a side or more and no more than four megapixels. */
function read(body: JsonObject, model: DialectModel): ImageRequest {
  checkRequest(body.mode === 'image-to-image' || body.image !== undefined ? imageToImage : textToImage, body);
  checkKnown(body, properties);
  const { prompt, negative_prompt, image, aspect_ratio = '1:1', seed = 0, output_format } = body as unknown as Body;
  const source = image === undefined ? undefined : readBase64(image);
  const own = source && sizeWithin(source, 64, 2048 ** 2);
  return {
    kind: 'image',
    modelId: model.id,
    prompt,
    ...(negative_prompt !== undefined && { negativePrompt: negative_prompt }),
    ...(own ?? ratioSizes[aspect_ratio]!),
    count: 1,
    seed,
    ...(output_format && { format: output_format }),
    ...(source && { sources: [source] }),
  };
}
