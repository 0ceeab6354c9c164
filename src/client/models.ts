/** The foundation models that the endpoint offers, as a table. */
import {
  type BedrockClient,
  type FoundationModelSummary,
  type InferenceProfileSummary,
  type InferenceType,
  ListFoundationModelsCommand,
  type ModelCustomization,
  type ModelModality,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock';

import { writeTable } from './table.js';

/** The filters of ListFoundationModels. */
export interface ModelFilter {
  /** Provider's name, in any case. */
  provider?: string;
  outputModality?: ModelModality;
  inferenceType?: InferenceType;
  customization?: ModelCustomization;
}

/** What ListFoundationModels answers, in its order. */
export async function listModels(
  client: Pick<BedrockClient, 'send'>,
  { provider, outputModality, inferenceType, customization }: ModelFilter = {},
  abortSignal?: AbortSignal,
): Promise<FoundationModelSummary[]> {
  const command = new ListFoundationModelsCommand({
    byProvider: provider,
    byOutputModality: outputModality,
    byInferenceType: inferenceType,
    byCustomizationType: customization,
  });
  const { modelSummaries } = await client.send(command, { abortSignal });
  return modelSummaries ?? [];
}

/** The system-defined inference profiles, of all pages. */
export async function listProfiles(client: BedrockClient): Promise<InferenceProfileSummary[]> {
  const found: InferenceProfileSummary[] = [];
  for await (const { inferenceProfileSummaries = [] } of paginateListInferenceProfiles({ client }, {}))
    found.push(...inferenceProfileSummaries);
  return found;
}

const columns: Record<string, (model: FoundationModelSummary) => string | undefined> = {
  MODEL: (model) => model.modelId,
  NAME: (model) => model.modelName,
  PROVIDER: (model) => model.providerName,
  INPUT: (model) => model.inputModalities?.join(','),
  OUTPUT: (model) => model.outputModalities?.join(','),
  STREAMS: (model) => (model.responseStreamingSupported ? 'yes' : undefined),
  INFERENCE: (model) => model.inferenceTypesSupported?.join(','),
  CUSTOMIZATION: (model) => model.customizationsSupported?.join(','),
  STATUS: (model) => model.modelLifecycle?.status,
};

/** Aligned columns under their titles, a line for each model. */
export function writeModelTable(models: FoundationModelSummary[]): string {
  const cells = models.map((model) => Object.values(columns).map((cell) => cell(model) || '-'));
  return writeTable([Object.keys(columns), ...cells]);
}
