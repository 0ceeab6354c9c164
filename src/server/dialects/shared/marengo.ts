/** What TwelveLabs' models have in common: where a medium comes from, and how vectors are told. */
import type { Embedding, EmbeddingOutput } from '../../inference/embedding.js';
import type { JsonObject } from '../dialect.js';
import { readBase64 } from './base64.js';
import type { ObjectSchema, RequestSchema } from './request-schema.js';

export interface S3Location {
  uri: string;
  bucketOwner?: string;
}

export type MediaSource = { base64String: string } | { s3Location: S3Location };

export function object(required: string[], properties: Record<string, RequestSchema>): ObjectSchema {
  return { type: 'object', required, properties };
}

const text: RequestSchema = { type: 'string', minLength: 1 };
const s3Location = object(['uri'], { uri: text, bucketOwner: text });

/** A medium in the request or in S3; `beside`: what stands with it. */
export function mediaSchema(beside: Record<string, RequestSchema> = {}, required: string[] = []): RequestSchema {
  return {
    byKey: {
      s3Location: object(['s3Location', ...required], { s3Location, ...beside }),
      base64String: object(['base64String', ...required], { base64String: text, ...beside }),
    },
  };
}

/** Nothing is fetched: what lies in S3 is known by its URI. */
export function readMedia(source: MediaSource): Embedding['inputs'][number] {
  return 'base64String' in source ? { image: readBase64(source.base64String) } : { text: source.s3Location.uri };
}

/** A text or picture has neither a clip's times nor its kind of embedding (Amazon Bedrock user guide, "TwelveLabs Marengo Embed 2.7"). */
export function writeVectors({ vectors }: EmbeddingOutput): JsonObject {
  return { data: vectors.map((embedding) => ({ embedding })) };
}
