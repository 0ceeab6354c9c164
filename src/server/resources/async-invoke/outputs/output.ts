/** The interface of a format's output: the files that an asynchronous invocation leaves. */
import type { JsonObject } from '../../../dialects/dialect.js';
import type { Embedding } from '../../../inference/embedding.js';

export interface OutputFile {
  name: string;
  body: Uint8Array | string;
}

/** A medium in the request, by whichever name its format has for the text of its base64, or in S3. */
export type Source = { bytes?: string; base64String?: string; s3Location?: { uri: string } };

export interface OutputTools {
  /** Where the files will stand: `s3://bucket/prefix/id`. */
  uri: string;
  /** Of the server. */
  seed: number;
  /** Throws a JobFailure where S3 has no such object. */
  read(source: Source): Promise<Uint8Array>;
  /** A vector of length 1. */
  embed(input: Embedding['inputs'][number], dimensions: number): number[];
}

/** The model input has been checked. */
export type WriteOutput = (modelInput: JsonObject, tools: OutputTools) => Promise<OutputFile[]>;
