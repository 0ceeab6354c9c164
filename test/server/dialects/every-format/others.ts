/** The formats of embeddings, rankings, pictures and videos. */
import type { JsonObject } from '../../../../src/server/dialects/dialect.js';
import { pngOf } from '../shared/use-dialect.js';
import { type FormatRow, fixed, text } from './format-row.js';

const picture = pngOf(64, 64);
const dataUri = `data:image/png;base64,${picture}`;

const imageTask: JsonObject = {
  taskType: 'TEXT_IMAGE',
  textToImageParams: { text, negativeText: 'clouds' },
  imageGenerationConfig: { numberOfImages: 1, quality: 'standard', cfgScale: 8, width: 512, height: 512, seed: 1 },
};
const brokenTask: FormatRow['broken'] = {
  'without a task': { taskType: undefined },
  'with an unknown task': { taskType: 'PAINT' },
  'without a text': { textToImageParams: {} },
  'with an unknown key': { noSuchKey: 1 },
  'with a scale above its maximum': { imageGenerationConfig: { cfgScale: 10.5 } },
  'with a number as text': { imageGenerationConfig: { numberOfImages: '1' } },
};

const edits: Record<string, JsonObject> = {
  'search-recolor': { select_prompt: 'coat', grow_mask: 3 },
  'search-replace': { search_prompt: 'coat' },
  outpaint: { left: 8 },
};

/** What each of Stability's services needs. */
function serviceBody(modelId: string): JsonObject {
  const service = modelId.replace(/^stability\.stable-(?:image-)?|-v1:0$/g, '');
  if (service === 'fast-upscale' || service === 'remove-background') return { image: picture, output_format: 'png' };
  const output_format = service.endsWith('upscale') ? 'png' : 'jpeg';
  const silent = { negative_prompt: 'clouds', seed: 1, output_format, style_preset: 'anime' };
  const sources: JsonObject =
    service === 'style-transfer' ? { init_image: picture, style_image: picture } : { image: picture };
  return { ...silent, ...sources, ...(service !== 'erase-object' && { prompt: text }), ...edits[service] };
}

export const others: Record<string, FormatRow> = {
  'amazon-nova-canvas': {
    model: 'amazon.nova-canvas-v1:0',
    body: fixed({ ...imageTask, imageGenerationConfig: { width: 320, height: 320, seed: 1 } }),
    broken: brokenTask,
  },
  'amazon-nova-embeddings': {
    model: 'amazon.nova-2-multimodal-embeddings-v1:0',
    body: fixed({
      schemaVersion: 'nova-multimodal-embed-v1',
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: {
        embeddingPurpose: 'GENERIC_INDEX',
        embeddingDimension: 256,
        text: { truncationMode: 'END', value: text },
      },
    }),
  },
  'amazon-nova-reel': {
    model: 'amazon.nova-reel-v1:0',
    body: fixed({
      taskType: 'TEXT_VIDEO',
      textToVideoParams: { text, images: [{ format: 'png', source: { bytes: picture } }] },
      videoGenerationConfig: { durationSeconds: 6, fps: 24, dimension: '1280x720', seed: 1 },
    }),
  },
  'amazon-rerank': {
    model: 'amazon.rerank-v1:0',
    body: fixed({ query: 'ferry', documents: [text, 'a cat'], top_n: 1 }),
  },
  'amazon-titan-embed-multimodal': {
    model: 'amazon.titan-embed-image-v1',
    body: fixed({ inputText: text, inputImage: picture, embeddingConfig: { outputEmbeddingLength: 256 } }),
    broken: {
      'with neither text nor picture': { inputText: undefined, inputImage: undefined },
      'with an unknown key': { noSuchKey: 1 },
      'with a list of texts': { inputText: [text] },
      'with an unknown length': { embeddingConfig: { outputEmbeddingLength: 512 } },
    },
  },
  'amazon-titan-embed-text-g1': { model: 'amazon.titan-embed-text-v1', body: fixed({ inputText: text }) },
  'amazon-titan-embed-text-v2': {
    model: 'amazon.titan-embed-text-v2:0',
    body: fixed({ inputText: text, dimensions: 256, normalize: true, embeddingTypes: ['float', 'binary'] }),
  },
  'amazon-titan-image': { model: 'amazon.titan-image-generator-v2:0', body: fixed(imageTask), broken: brokenTask },
  'cohere-embed-v3': {
    model: 'cohere.embed-english-v3',
    body: fixed({ texts: [text], input_type: 'search_document', truncate: 'END', embedding_types: ['float', 'int8'] }),
  },
  'cohere-embed-v4': {
    model: 'cohere.embed-v4:0',
    body: fixed({
      inputs: [
        {
          content: [
            { type: 'text', text },
            { type: 'image_url', image_url: { url: dataUri } },
          ],
        },
      ],
      input_type: 'search_document',
      embedding_types: ['float', 'ubinary'],
      output_dimension: 256,
      max_tokens: 100,
      truncate: 'RIGHT',
    }),
  },
  'cohere-rerank': {
    model: 'cohere.rerank-v3-5:0',
    body: fixed({
      query: 'ferry',
      documents: [text, { text: 'a cat' }],
      api_version: 2,
      top_n: 1,
      max_tokens_per_doc: 100,
      return_documents: true,
    }),
  },
  'luma-ray': {
    model: 'luma.ray-v2:0',
    body: fixed({
      prompt: text,
      aspect_ratio: '1:1',
      loop: true,
      duration: '5s',
      resolution: '720p',
      keyframes: { frame0: { type: 'image', source: { type: 'base64', media_type: 'image/png', data: picture } } },
    }),
  },
  'stability-image-services': { model: 'stability.stable-image-inpaint-v1:0', body: serviceBody },
  'stability-sd3': {
    model: 'stability.sd3-5-large-v1:0',
    body: fixed({ prompt: text, negative_prompt: 'clouds', aspect_ratio: '1:1', seed: 1, output_format: 'png' }),
    broken: {
      'without a prompt': { prompt: undefined },
      'with an unknown key': { noSuchKey: 1 },
      'with a seed below its minimum': { seed: -1 },
      'with an unknown ratio': { aspect_ratio: '4:3' },
      'with WebP': { output_format: 'webp' },
    },
  },
  'stability-sdxl': {
    model: 'stability.stable-diffusion-xl-v1',
    body: fixed({
      text_prompts: [
        { text, weight: 1 },
        { text: 'clouds', weight: -1 },
      ],
      cfg_scale: 7,
      clip_guidance_preset: 'NONE',
      sampler: 'K_LMS',
      samples: 1,
      seed: 1,
      steps: 30,
      style_preset: 'anime',
      extras: {},
    }),
  },
  'twelvelabs-marengo-2.7': {
    model: 'twelvelabs.marengo-embed-2-7-v1:0',
    body: fixed({ inputType: 'text', inputText: text, textTruncate: 'end' }),
  },
  'twelvelabs-marengo-3.0': {
    model: 'twelvelabs.marengo-embed-3-0-v1:0',
    body: fixed({
      inputType: 'text_image',
      inferenceId: 'i',
      text_image: { inputText: text, mediaSource: { base64String: picture } },
    }),
  },
};
