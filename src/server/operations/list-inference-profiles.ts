/** ListInferenceProfiles: the profiles that can be called from the region, in pages. */
import type { ListInferenceProfilesRequest } from '@aws-sdk/client-bedrock';
import { profilesIn } from '../catalogue.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import { writeInferenceProfile } from './shared/inference-profile-summary.js';
import { pageOf } from './shared/page.js';

/** Without `typeEquals` AWS lists the system-defined profiles. */
export function listInferenceProfiles(exchange: Exchange): OperationOutput {
  const { region, namespace } = exchange;
  const { settings } = namespace;
  const { typeEquals = 'SYSTEM_DEFINED', maxResults, nextToken } = exchange.input as ListInferenceProfilesRequest;
  const profiles = typeEquals === 'SYSTEM_DEFINED' ? profilesIn(region, settings) : [];
  const page = pageOf(
    profiles,
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
