/** Nova Multimodal Embeddings: a line for each segment, and what was made of it. Source: Nova user guide, "Embeddings request and response schema". */
import type { Embedding } from '../../../inference/embedding.js';
import { cutClips } from './clips.js';
import type { OutputFile, OutputTools, Source, WriteOutput } from './output.js';

interface Parameters {
  embeddingDimension?: number;
  text?: { value?: string; source?: Source; segmentationConfig?: { maxLengthChars?: number } };
  image?: { source: Source };
  audio?: Clipped;
  video?: Clipped & { embeddingMode?: 'AUDIO_VIDEO_COMBINED' | 'AUDIO_VIDEO_SEPARATE' };
}

interface Clipped {
  source: Source;
  segmentationConfig?: { durationSeconds?: number };
}

type Input = Parameters[keyof Parameters];

interface Segment {
  embedding: number[];
  segmentMetadata: object;
  status: 'SUCCESS';
}

const usualDimensions = 3072;
const usualCharacters = 32_000;
const usualSeconds = 5;

export const amazonNovaEmbeddings: WriteOutput = async (modelInput, tools) => {
  const parameters = (modelInput.segmentedEmbeddingParams ?? modelInput.singleEmbeddingParams) as unknown as Parameters;
  const { embeddingDimension = usualDimensions } = parameters;
  const made = await embedAll(parameters, embeddingDimension, tools);
  const files = made.map(([type, segments]): OutputFile => {
    const lines = segments.map((segment) => `${JSON.stringify(segment)}\n`);
    return { name: nameOf(type), body: lines.join('') };
  });
  const result = {
    sourceFileUri: sourceOf(parameters)?.s3Location?.uri ?? '',
    embeddingDimension,
    embeddingResults: made.map(([embeddingType]) => ({
      embeddingType,
      status: 'SUCCESS',
      outputFileUri: `${tools.uri}/${nameOf(embeddingType)}`,
    })),
  };
  return [...files, { name: 'segmented-embedding-result.json', body: JSON.stringify(result) }];
};

/** A picture is no list of segments. Sound and picture together stand where a video's do. */
const fileNames: Record<string, string> = {
  IMAGE: 'embedding-image.json',
  AUDIO_VIDEO_COMBINED: 'embedding-video.jsonl',
};
const nameOf = (type: string) => fileNames[type] ?? `embedding-${type.toLowerCase()}.jsonl`;

function sourceOf({ text, image, audio, video }: Parameters): Source | undefined {
  const input: Input = text ?? image ?? audio ?? video;
  return typeof input === 'object' ? input.source : undefined;
}

async function embedAll(
  { text, image, audio, video }: Parameters,
  dimensions: number,
  { read, embed }: OutputTools,
): Promise<[type: string, segments: Segment[]][]> {
  const succeed = (input: Embedding['inputs'][number], segmentMetadata: object): Segment => ({
    embedding: embed(input, dimensions),
    segmentMetadata,
    status: 'SUCCESS',
  });
  if (text) {
    const whole = text.value ?? Buffer.from(await read(text.source ?? {})).toString();
    const length = text.segmentationConfig?.maxLengthChars ?? usualCharacters;
    return [['TEXT', cutText(whole, length).map(({ part, ...place }) => succeed({ text: part }, place))]];
  }
  if (image) return [['IMAGE', [succeed({ image: await read(image.source) }, { segmentIndex: 0 })]]];
  const clipped = (video ?? audio)!;
  const clips = cutClips(await read(clipped.source), clipped.segmentationConfig?.durationSeconds ?? usualSeconds);
  const types = !video
    ? ['AUDIO']
    : video.embeddingMode === 'AUDIO_VIDEO_SEPARATE'
      ? ['VIDEO', 'AUDIO']
      : ['AUDIO_VIDEO_COMBINED'];
  return types.map((type) => [
    type,
    clips.map(({ bytes, startSec, endSec }, segmentIndex) =>
      succeed({ image: bytes, text: type }, { segmentIndex, segmentStartSeconds: startSec, segmentEndSeconds: endSec }),
    ),
  ]);
}

function cutText(whole: string, length: number) {
  const parts = Math.max(1, Math.ceil(whole.length / length));
  return Array.from({ length: parts }, (_, segmentIndex) => {
    const start = segmentIndex * length;
    const part = whole.slice(start, start + length);
    return {
      part,
      segmentIndex,
      segmentStartCharPosition: start,
      segmentEndCharPosition: start + Math.max(0, part.length - 1),
    };
  });
}
