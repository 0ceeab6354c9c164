/** ListFoundationModels: the models of the region, by up to four filters that must all hold. */
import type { ListFoundationModelsRequest } from '@aws-sdk/client-bedrock';
import { modelsIn } from '../catalogue.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import { type FoundationModelSummary, writeFoundationModel } from './shared/foundation-model-summary.js';

/** `enableAccessToAllModelsByDefault` is recorded, though no schema models it. */
export function listFoundationModels(exchange: Exchange): OperationOutput {
  const { region, namespace } = exchange;
  const input = exchange.input as ListFoundationModelsRequest;
  const modelSummaries = modelsIn(region, namespace.settings, namespace.clock.now())
    .map((model) => writeFoundationModel(model, region))
    .filter((summary) => matches(summary, input));
  return { output: { enableAccessToAllModelsByDefault: true, modelSummaries } };
}

/** The provider's name may be written in any case. */
function matches(summary: FoundationModelSummary, input: ListFoundationModelsRequest): boolean {
  const { byProvider, byCustomizationType, byOutputModality, byInferenceType } = input;
  return (
    (!byProvider || summary.providerName.toLowerCase() === byProvider.toLowerCase()) &&
    (!byCustomizationType || summary.customizationsSupported.includes(byCustomizationType)) &&
    (!byOutputModality || summary.outputModalities.includes(byOutputModality)) &&
    (!byInferenceType || summary.inferenceTypesSupported.includes(byInferenceType))
  );
}
