/** The outputs of asynchronous invocations, by native format. */
import { amazonNovaEmbeddings } from './amazon-nova-embeddings.js';
import { amazonNovaReel } from './amazon-nova-reel.js';
import { lumaRay } from './luma-ray.js';
import type { WriteOutput } from './output.js';
import { twelvelabsMarengo27 } from './twelvelabs-marengo-2.7.js';
import { twelvelabsMarengo30 } from './twelvelabs-marengo-3.0.js';

export const outputs: Record<string, WriteOutput> = {
  'amazon-nova-embeddings': amazonNovaEmbeddings,
  'amazon-nova-reel': amazonNovaReel,
  'luma-ray': lumaRay,
  'twelvelabs-marengo-2.7': twelvelabsMarengo27,
  'twelvelabs-marengo-3.0': twelvelabsMarengo30,
};
