/** An API model in botocore's form, read from a file: one service's service-2.json, or several services by name. */
import { readFileSync } from 'node:fs';
import type { ServiceName } from '../../src/fixtures/constraints.js';

interface Reference {
  shape: string;
}

export interface ModelShape {
  type: string;
  members?: Record<string, Reference>;
  member?: Reference;
  key?: Reference;
  value?: Reference;
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  sensitive?: boolean;
  /** No part of a model: patches add it. See `Constraint`. */
  keys?: string[];
  document?: boolean;
}

export interface ModelOperation {
  name: string;
  input?: Reference;
  output?: Reference;
  errors?: Reference[];
}

export interface ServiceModel {
  operations: Record<string, ModelOperation>;
  shapes: Record<string, ModelShape>;
}

export type ApiModel = Partial<Record<ServiceName, ServiceModel>>;

/** Throws an Error where the file is not a model of `bedrock` or `bedrock-runtime`. */
export function readModel(path: string): ApiModel {
  const content = JSON.parse(readFileSync(path, 'utf8')) as ApiModel &
    ServiceModel & { metadata?: { endpointPrefix?: string } };
  const model = content.shapes ? { [content.metadata?.endpointPrefix ?? '']: content } : content;
  const services = (['bedrock', 'bedrock-runtime'] as const).filter((service) => model[service]?.shapes);
  if (services.length === 0) throw new Error(`${path} holds no model of bedrock or bedrock-runtime`);
  return Object.fromEntries(services.map((service) => [service, model[service]]));
}
