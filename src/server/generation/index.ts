/** The table of generators, one for each kind of inference. */
import type { Inference } from '../inference/inference.js';
import { generateConversation } from './conversation.js';
import { generateEmbedding } from './embedding.js';
import type { Generate, GenerateKind } from './generator.js';
import { generateImage } from './picture.js';
import { generateRanking } from './ranking.js';

export const generators: { [Kind in Inference['kind']]: GenerateKind<Kind> } = {
  conversation: generateConversation,
  embedding: generateEmbedding,
  image: generateImage,
  ranking: generateRanking,
};

/** Asks the generator of the inference's own kind. */
export const generate: Generate = (inference, context) => (generators[inference.kind] as Generate)(inference, context);
