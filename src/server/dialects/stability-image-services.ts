/** Stability's image services: a picture, and mostly a prompt, in; the picture enlarged, extended or changed out. */
import type { ImageRequest } from '../inference/image.js';
import type { DialectModel, ImageDialect, JsonObject } from './dialect.js';
import { readBase64 } from './shared/base64.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';
import { checkKnown, ratioSizes, sizeWithin, writePictures } from './shared/stability.js';
import { type ImageService, imageServices } from './stability-image-services/services.js';

/** The name of the service in a model's id: `fast-upscale` in `stability.stable-fast-upscale-v1:0`. */
const serviceName = /^stability\.stable-(?:image-)?(.+)-v\d/;
const largest = 9_437_184;
const leastSide = 32;

export const stabilityImageServices: ImageDialect = {
  format: 'stability-image-services',
  kind: 'image',
  schema: (model) => schemaOf(findService(model).service),
  read,
  write: writePictures,
};

/** A model that a user added may have any id, and is then one that paints into a picture. */
function findService({ id }: DialectModel): { name: string; service: ImageService } {
  const [, name = ''] = serviceName.exec(id) ?? [];
  return Object.hasOwn(imageServices, name)
    ? { name, service: imageServices[name]! }
    : { name: 'inpaint', service: imageServices.inpaint! };
}

function schemaOf({ properties, required, also }: ImageService): RequestSchema {
  const own: RequestSchema = { type: 'object', open: true, required, properties };
  return also ? { allOf: [own, also] } : own;
}

/**
 * WebP has no encoder here: what is asked for as WebP comes as PNG, which programs that look at the file read all the same.
 * A picture whose size cannot be read, or is out of bounds, counts as one of 1024 by 1024.
 */
function read(body: JsonObject, model: DialectModel): ImageRequest {
  const { name, service } = findService(model);
  checkRequest(schemaOf(service), body);
  checkKnown(body, service.properties);
  const sources = service.sources.flatMap((key) => (typeof body[key] === 'string' ? [readBase64(body[key])] : []));
  const source = sizeWithin(sources[0]!, leastSide, service.mostPixels ?? largest) ?? ratioSizes['1:1']!;
  const { prompt, negative_prompt: negative, seed = 0, output_format } = body;
  return {
    kind: 'image',
    modelId: model.id,
    prompt: typeof prompt === 'string' ? prompt : name.replaceAll('-', ' '),
    ...(typeof negative === 'string' && { negativePrompt: negative }),
    ...(service.size?.(source, body) ?? { width: source.width, height: source.height }),
    count: 1,
    seed: Number(seed),
    ...(output_format === 'jpeg' && { format: 'jpeg' }),
    sources,
  };
}
