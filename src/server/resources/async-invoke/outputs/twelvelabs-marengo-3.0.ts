/** Marengo Embed 3.0: `output.json` with a vector for each clip, or the whole, and option. Source: user guide, "TwelveLabs Marengo Embed 3.0". */
import { type Clip, cutClips } from './clips.js';
import type { OutputTools, Source, WriteOutput } from './output.js';

interface Input {
  inputText?: string;
  mediaSource?: Source;
  mediaSources?: Source[];
  startSec?: number;
  endSec?: number;
  segmentation?: { fixed?: { durationSec: number }; dynamic?: { minDurationSec: number } };
  embeddingOption?: string[];
  embeddingScope?: string[];
}

const dimensions = 512;
/** Where no segmentation is asked for. Of dynamic clips each is as short as it may be: shots are not looked for. */
const usualSeconds = 6;
const usualOptions: Record<string, string[]> = {
  audio: ['audio', 'transcription'],
  video: ['visual', 'audio', 'transcription'],
};

export const twelvelabsMarengo30: WriteOutput = async (modelInput, tools) => {
  const type = String(modelInput.inputType);
  const input = modelInput[type] as unknown as Input;
  const data = usualOptions[type] ? await embedClips(type, input, tools) : [await embedOne(input, tools)];
  return [{ name: 'output.json', body: JSON.stringify({ data }) }];
};

/** Of several pictures the first counts, as in InvokeModel. */
async function embedOne({ inputText, mediaSource, mediaSources }: Input, { read, embed }: OutputTools) {
  const source = mediaSource ?? mediaSources?.[0];
  const image = source && (await read(source));
  return {
    embedding: embed({ ...(image && { image }), ...(inputText !== undefined && { text: inputText }) }, dimensions),
  };
}

async function embedClips(type: string, input: Input, { read, embed }: OutputTools): Promise<object[]> {
  const file = await read(input.mediaSource ?? {});
  const { segmentation, startSec, endSec, embeddingScope = ['clip'] } = input;
  const seconds = segmentation?.fixed?.durationSec ?? segmentation?.dynamic?.minDurationSec ?? usualSeconds;
  const { embeddingOption = usualOptions[type]! } = input;
  const embedOf = (scope: string) => (clip: Clip) =>
    embeddingOption.map((option) => ({
      embedding: embed({ image: clip.bytes, text: option }, dimensions),
      embeddingOption: option,
      embeddingScope: scope,
      startSec: clip.startSec,
      endSec: clip.endSec,
    }));
  return embeddingScope.flatMap((scope) => {
    const length = scope === 'asset' ? Number.POSITIVE_INFINITY : seconds;
    return cutClips(file, length, startSec, endSec).flatMap(embedOf(scope));
  });
}
