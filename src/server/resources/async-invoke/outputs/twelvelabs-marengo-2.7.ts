/** Marengo Embed 2.7: `output.json` with a vector for each clip and option. Source: user guide, "TwelveLabs Marengo Embed 2.7". */
import { cutClips } from './clips.js';
import type { Source, WriteOutput } from './output.js';

interface Input {
  inputType: 'text' | 'image' | 'audio' | 'video';
  inputText?: string;
  mediaSource?: Source;
  startSec?: number;
  lengthSec?: number;
  useFixedLengthSec?: number;
  embeddingOption?: string[];
}

const dimensions = 1024;
/** Where no length is asked for: shots are not looked for, and sounds are cut to about ten seconds. */
const usualSeconds = { audio: 10, video: 6 };
const videoOptions = ['visual-text', 'visual-image', 'audio'];

export const twelvelabsMarengo27: WriteOutput = async (modelInput, tools) => {
  const { inputType, inputText, mediaSource, ...asked } = modelInput as unknown as Input;
  const write = (data: object[]) => [{ name: 'output.json', body: JSON.stringify({ data }) }];
  if (inputType === 'text') return write([{ embedding: tools.embed({ text: inputText ?? '' }, dimensions) }]);
  const file = await tools.read(mediaSource ?? {});
  if (inputType === 'image') return write([{ embedding: tools.embed({ image: file }, dimensions) }]);
  const { startSec = 0, lengthSec, useFixedLengthSec = usualSeconds[inputType] } = asked;
  const clips = cutClips(file, useFixedLengthSec, startSec, lengthSec === undefined ? undefined : startSec + lengthSec);
  const options = inputType === 'audio' ? ['audio'] : (asked.embeddingOption ?? videoOptions);
  return write(
    clips.flatMap(({ bytes, ...times }) =>
      options.map((embeddingOption) => ({
        embedding: tools.embed({ image: bytes, text: embeddingOption }, dimensions),
        embeddingOption,
        ...times,
      })),
    ),
  );
};
