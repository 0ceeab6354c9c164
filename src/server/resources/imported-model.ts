/** Imported models: weights of the user's own, brought by an import job. They answer InvokeModel as soon as they are there. */
import type { ModelDataSource } from '@aws-sdk/client-bedrock';
import type { Resource, ResourceRecord } from './resource.js';
import { bedrockArn, shortId } from './shared/names.js';

interface Properties {
  jobArn: string;
  jobName: string;
  modelDataSource: ModelDataSource;
  modelKmsKeyArn?: string;
}

/** Families by a word in the name or place of the weights: there is no config.json to read. The first is what nothing names. */
const architectures = ['llama', 'mixtral', 'mistral', 'qwen', 'flan', 't5', 'gpt'];

export const importedModel: Resource<Properties> = {
  kind: 'imported-model',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `imported-model/${id}`),
  uniqueNames: true,
  foundByName: true,
  taggable: true,
  standsFor: ({ arn }) => ({ modelId: String(arn), onDemand: false }),
  operations: {
    GetImportedModel: {
      get: 'modelIdentifier',
      reply: (record) => ({
        ...summarize(record),
        ...record.properties,
        // Copies are billed by units; an 8 billion Llama takes two (user guide).
        customModelUnits: { customModelUnitsPerModelCopy: 2, customModelUnitsVersion: '1.0' },
      }),
    },
    ListImportedModels: { list: 'modelSummaries', reply: summarize },
    DeleteImportedModel: { delete: 'modelIdentifier' },
  },
};

function summarize({ arn, name, createdAt, properties }: ResourceRecord<Properties>): Record<string, unknown> {
  const place = JSON.stringify([properties.modelDataSource, name]).toLowerCase();
  return {
    modelArn: arn,
    modelName: name,
    creationTime: new Date(createdAt),
    instructSupported: true,
    modelArchitecture: architectures.find((word) => place.includes(word)) ?? architectures[0],
  };
}
