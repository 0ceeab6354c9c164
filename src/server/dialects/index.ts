/** The table of native formats: one file each. */
import { ai21J2 } from './ai21-j2.js';
import { ai21Jamba } from './ai21-jamba.js';
import { amazonNovaCanvas } from './amazon-nova-canvas.js';
import { amazonNovaEmbeddings } from './amazon-nova-embeddings.js';
import { amazonNovaReel } from './amazon-nova-reel.js';
import { amazonNovaText } from './amazon-nova-text.js';
import { amazonRerank } from './amazon-rerank.js';
import { amazonTitanEmbedMultimodal } from './amazon-titan-embed-multimodal.js';
import { amazonTitanEmbedTextG1 } from './amazon-titan-embed-text-g1.js';
import { amazonTitanEmbedTextV2 } from './amazon-titan-embed-text-v2.js';
import { amazonTitanImage } from './amazon-titan-image.js';
import { amazonTitanText } from './amazon-titan-text.js';
import { anthropicMessages } from './anthropic-messages.js';
import { anthropicTextCompletions } from './anthropic-text-completions.js';
import { cohereCommandR } from './cohere-command-r.js';
import { cohereCommandText } from './cohere-command-text.js';
import { cohereEmbedV3 } from './cohere-embed-v3.js';
import { cohereEmbedV4 } from './cohere-embed-v4.js';
import { cohereRerank } from './cohere-rerank.js';
import { deepseekR1 } from './deepseek-r1.js';
import type { Dialect } from './dialect.js';
import { importedModel } from './imported-model.js';
import { lumaRay } from './luma-ray.js';
import { metaLlama } from './meta-llama.js';
import { mistralChat } from './mistral-chat.js';
import { mistralInstruct } from './mistral-instruct.js';
import { openaiChat } from './openai-chat.js';
import { stabilityImageServices } from './stability-image-services.js';
import { stabilitySd3 } from './stability-sd3.js';
import { stabilitySdxl } from './stability-sdxl.js';
import { twelvelabsMarengo27 } from './twelvelabs-marengo-2.7.js';
import { twelvelabsMarengo30 } from './twelvelabs-marengo-3.0.js';
import { twelvelabsPegasus } from './twelvelabs-pegasus.js';
import { writerPalmyra } from './writer-palmyra.js';

/** By the format's name in the catalogue. */
export const dialects: Record<string, Dialect> = Object.fromEntries(
  [
    ai21J2,
    ai21Jamba,
    amazonNovaCanvas,
    amazonNovaEmbeddings,
    amazonNovaReel,
    amazonNovaText,
    amazonRerank,
    amazonTitanEmbedMultimodal,
    amazonTitanEmbedTextG1,
    amazonTitanEmbedTextV2,
    amazonTitanImage,
    amazonTitanText,
    anthropicMessages,
    anthropicTextCompletions,
    cohereCommandR,
    cohereCommandText,
    cohereEmbedV3,
    cohereEmbedV4,
    cohereRerank,
    deepseekR1,
    importedModel,
    lumaRay,
    metaLlama,
    mistralChat,
    mistralInstruct,
    openaiChat,
    stabilityImageServices,
    stabilitySd3,
    stabilitySdxl,
    twelvelabsMarengo27,
    twelvelabsMarengo30,
    twelvelabsPegasus,
    writerPalmyra,
  ].map((dialect) => [dialect.format, dialect]),
);
