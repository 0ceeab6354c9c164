/** ListInferenceProfiles: the profiles that can be called from the region, system-defined or an application's, in pages. */
import type { ListInferenceProfilesRequest } from '@aws-sdk/client-bedrock';
import { profilesIn } from '../catalogue.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import { inferenceProfile } from '../resources/inference-profile.js';
import { operateResource } from './resource-operations.js';
import { writeInferenceProfile } from './shared/inference-profile-summary.js';
import { pageOf } from './shared/page.js';

/** Without `typeEquals` AWS lists the system-defined profiles. */
export function listInferenceProfiles(exchange: Exchange): OperationOutput {
  const { region, namespace } = exchange;
  const { settings } = namespace;
  const { typeEquals = 'SYSTEM_DEFINED', maxResults, nextToken } = exchange.input as ListInferenceProfilesRequest;
  if (typeEquals === 'APPLICATION') return operateResource(inferenceProfile, exchange);
  const page = pageOf(
    profilesIn(region, settings),
    (profile) => profile.inferenceProfileId,
    ['ListInferenceProfiles', region, typeEquals],
    {
      maxResults,
      nextToken,
    },
  );
  return {
    output: {
      inferenceProfileSummaries: page.items.map((profile) =>
        writeInferenceProfile(profile, region, settings.accountId),
      ),
      ...(page.nextToken && { nextToken: page.nextToken }),
    },
  };
}
