/** The foundation models that the endpoint offers, as a table. */
import {
  type BedrockClient,
  type FoundationModelSummary,
  type InferenceProfileSummary,
  ListFoundationModelsCommand,
  type ModelModality,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock';

export interface ModelFilter {
  /** Provider's name, in any case. */
  provider?: string;
  outputModality?: ModelModality;
}

/** What ListFoundationModels answers, in its order. */
export async function listModels(
  client: Pick<BedrockClient, 'send'>,
  { provider, outputModality }: ModelFilter = {},
): Promise<FoundationModelSummary[]> {
  const command = new ListFoundationModelsCommand({ byProvider: provider, byOutputModality: outputModality });
  const { modelSummaries } = await client.send(command);
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
  PROVIDER: (model) => model.providerName,
  INPUT: (model) => model.inputModalities?.join(','),
  OUTPUT: (model) => model.outputModalities?.join(','),
  INFERENCE: (model) => model.inferenceTypesSupported?.join(','),
  STATUS: (model) => model.modelLifecycle?.status,
};

/** Aligned columns under their titles, a line for each model. */
export function writeModelTable(models: FoundationModelSummary[]): string {
  const rows = [
    Object.keys(columns),
    ...models.map((model) => Object.values(columns).map((cell) => cell(model) || '-')),
  ];
  const widths = Object.keys(columns).map((_, index) => Math.max(...rows.map((row) => row[index]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
