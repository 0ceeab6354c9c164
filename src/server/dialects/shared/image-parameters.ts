/** The schemas of the parameters that Amazon's two image generators share. */
import type { ImageTask } from './image-tasks.js';
import type { ObjectSchema, RequestSchema } from './request-schema.js';

const picture: RequestSchema = { type: 'string', minLength: 1 };

/** A mask is drawn or described: one of the two, not both. */
function masked(parameters: ObjectSchema): RequestSchema {
  return {
    allOf: [
      parameters,
      { not: { required: ['maskPrompt', 'maskImage'] } },
      { anyOf: [openObject('maskPrompt'), openObject('maskImage')] },
    ],
  };
}

function openObject(required: string): ObjectSchema {
  return { type: 'object', open: true, required: [required] };
}

function object(required: string[], properties: Record<string, RequestSchema>): ObjectSchema {
  return { type: 'object', required, properties };
}

const conditions: Record<string, RequestSchema> = {
  conditionImage: picture,
  controlMode: { type: 'string', enum: ['CANNY_EDGE', 'SEGMENTATION'] },
  controlStrength: { type: 'number', minimum: 0, maximum: 1 },
};

const colors: RequestSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 10,
  items: { type: 'string', pattern: '^#[A-Fa-f0-9]{6}$' },
};

export interface TaskOptions {
  /** Characters of a text. */
  maxLength: number;
  /** Whether text to image takes a picture whose lines it follows. */
  conditioned: boolean;
  /** What text to image takes beside. */
  textToImage?: Record<string, RequestSchema>;
  /** What the tasks with a mask take beside. */
  mask?: Record<string, RequestSchema>;
}

/**
 * The tasks that both know.
 * Sources: Amazon Bedrock user guide, "Amazon Titan Image Generator G1"; Amazon Nova user guide, "Generating images".
 */
export function commonTasks({ maxLength, conditioned, textToImage, mask }: TaskOptions) {
  const text: RequestSchema = { type: 'string', minLength: 1, maxLength };
  const texts = { text, negativeText: text };
  const edit = { ...texts, ...mask, image: picture, maskPrompt: text, maskImage: picture };
  const outPaintingMode: RequestSchema = { type: 'string', enum: ['DEFAULT', 'PRECISE'] };
  const variation: Record<string, RequestSchema> = {
    images: { type: 'array', minItems: 1, maxItems: 5, items: picture },
    similarityStrength: { type: 'number', minimum: 0.2, maximum: 1 },
  };
  return {
    TEXT_IMAGE: {
      key: 'textToImageParams',
      parameters: object(['text'], { ...texts, ...(conditioned && conditions), ...textToImage }),
    },
    INPAINTING: { key: 'inPaintingParams', parameters: masked(object(['image'], edit)) },
    OUTPAINTING: {
      key: 'outPaintingParams',
      parameters: masked(object(['image', 'text'], { ...edit, outPaintingMode })),
    },
    IMAGE_VARIATION: { key: 'imageVariationParams', parameters: object(['images'], { ...texts, ...variation }) },
    COLOR_GUIDED_GENERATION: {
      key: 'colorGuidedGenerationParams',
      parameters: object(['text', 'colors'], { ...texts, colors, referenceImage: picture }),
    },
    BACKGROUND_REMOVAL: {
      key: 'backgroundRemovalParams',
      parameters: object(['image'], { image: picture }),
      unconfigured: true,
    },
  } satisfies Record<string, ImageTask>;
}
