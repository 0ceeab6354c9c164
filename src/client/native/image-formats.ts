/** How each family of image models takes a prompt and gives pictures. Source: Amazon Bedrock user guide, "Inference request parameters and response fields". */
import { userError } from '../user-error.js';

export interface ImageAsk {
  prompt: string;
  /** What not to show. */
  negative?: string;
  size?: { width: number; height: number };
  seed?: number;
  count: number;
}

export interface ImageFormat {
  models: RegExp;
  /** Pictures that one call makes. */
  most: number;
  body(ask: ImageAsk): object;
  /** The pictures in Base64. Throws the model's own words where it shows none. */
  read(answer: never): string[];
}

/** What is not given is not sent: the model has its own default. */
function given(members: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** Source: Amazon Bedrock user guide, "Stable Image Core request and response". */
const ratios = ['16:9', '1:1', '21:9', '2:3', '3:2', '4:5', '5:4', '9:16', '9:21'];

/** The models of ratios draw about a million pixels in each, in sides of 64: a size means the ratio that it is next to. */
function ratioOf({ width, height }: { width: number; height: number }): string {
  const distance = (ratio: string) => {
    const [across = 1, down = 1] = ratio.split(':').map(Number);
    return Math.abs((width * down) / (height * across) - 1);
  };
  const nearest = ratios.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
  if (distance(nearest) > 0.05)
    throw userError(`this model draws the ratios ${ratios.join(', ')}; ${width}x${height} is none of them`);
  return nearest;
}

function refuse(words: string): never {
  throw Object.assign(new Error(words), { name: 'no picture' });
}

export const imageFormats: ImageFormat[] = [
  {
    models: /^amazon\.(titan-image|nova-canvas)/,
    most: 5,
    body: ({ prompt: text, negative: negativeText, size, seed, count: numberOfImages }) => ({
      taskType: 'TEXT_IMAGE',
      textToImageParams: given({ text, negativeText }),
      imageGenerationConfig: given({ numberOfImages, ...size, seed }),
    }),
    read: ({ images, error }: { images?: string[]; error?: string | null }) =>
      images?.length ? images : refuse(error ?? 'the model gave none'),
  },
  {
    models: /^stability\.stable-diffusion-xl/,
    most: 1,
    body: ({ prompt, negative, size, seed }) => ({
      text_prompts: [{ text: prompt }, ...(negative === undefined ? [] : [{ text: negative, weight: -1 }])],
      ...given({ ...size, seed }),
    }),
    read: ({ artifacts }: { artifacts: { base64: string; finishReason: string }[] }) =>
      artifacts.map(({ base64, finishReason }) =>
        finishReason === 'SUCCESS' ? base64 : refuse(`finishReason ${finishReason}`),
      ),
  },
  {
    models: /^stability\.(sd3|stable-image-(core|ultra))/,
    most: 1,
    body: ({ prompt, negative: negative_prompt, size, seed }) =>
      given({ prompt, negative_prompt, aspect_ratio: size && ratioOf(size), seed, output_format: 'png' }),
    read: ({
      images = [],
      finish_reasons: [reason] = [],
    }: {
      images?: string[];
      finish_reasons?: (string | null)[];
    }) => (reason ? refuse(reason) : images),
  },
];
