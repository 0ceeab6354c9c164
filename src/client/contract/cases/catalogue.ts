/** The catalogue: foundation models and inference profiles, their filters and pages. */
import { type ContractCase, single } from '../case.js';
import { nova } from './shared.js';

export const catalogueCases: ContractCase[] = [
  single(
    'ListFoundationModels',
    'The models of the region.',
    'ListFoundationModels',
    {},
    {
      requireParams: ['modelSummaries.0.modelId', 'modelSummaries.0.modelArn', 'modelSummaries.0.providerName'],
    },
  ),
  single(
    'ListFoundationModelsByProvider',
    'Those of one provider.',
    'ListFoundationModels',
    { byProvider: 'Amazon' },
    {
      params: { modelSummaries: { 0: { providerName: 'Amazon' } } },
    },
  ),
  single(
    'ListFoundationModelsByOutput',
    'Those that give vectors.',
    'ListFoundationModels',
    { byOutputModality: 'EMBEDDING' },
    {
      params: { modelSummaries: { 0: { outputModalities: ['EMBEDDING'] } } },
    },
  ),
  single(
    'GetFoundationModel',
    'One model.',
    'GetFoundationModel',
    { modelIdentifier: nova },
    {
      params: { modelDetails: { modelId: nova, responseStreamingSupported: true } },
    },
  ),
  single(
    'GetFoundationModelRefusesUnknown',
    'A model that does not exist.',
    'GetFoundationModel',
    { modelIdentifier: 'amazon.no-such-model-v1:0' },
    {
      error: 'ResourceNotFoundException',
    },
  ),
  single(
    'GetFoundationModelAvailability',
    'Whether the account may call a model.',
    'GetFoundationModelAvailability',
    { modelId: nova },
    {
      requireParams: ['authorizationStatus', 'entitlementAvailability', 'regionAvailability'],
    },
  ),
  single(
    'ListInferenceProfiles',
    'The profiles of the region.',
    'ListInferenceProfiles',
    {},
    {
      requireParams: ['inferenceProfileSummaries.0.inferenceProfileId'],
    },
  ),
  {
    id: 'ListInferenceProfilesPages',
    documentation: 'A page of one names the next, which has another.',
    steps: [
      {
        operation: 'ListInferenceProfiles',
        as: 'first',
        params: { maxResults: 1 },
        expect: {
          requireParams: ['nextToken', 'inferenceProfileSummaries.0'],
          forbidParams: ['inferenceProfileSummaries.1'],
        },
      },
      {
        operation: 'ListInferenceProfiles',
        params: { maxResults: 1, nextToken: { $ref: 'first.nextToken' } },
        expect: { requireParams: ['inferenceProfileSummaries.0'], forbidParams: ['inferenceProfileSummaries.1'] },
      },
    ],
  },
  single(
    'ListInferenceProfilesRefusesToken',
    'A token that no page gave.',
    'ListInferenceProfiles',
    { nextToken: 'bm8gdG9rZW4=' },
    { error: 'ValidationException' },
  ),
];
