/** A system-defined inference profile as ListInferenceProfiles and GetInferenceProfile show it in a region. */
import type { InferenceProfile } from '../../../fixtures/inference-profiles.js';
import { foundationModelArn, inferenceProfileArn } from '../../catalogue-arn.js';

export function writeInferenceProfile(profile: InferenceProfile, region: string, accountId: string) {
  const destinations = profile.routes.get(region) ?? [];
  return {
    inferenceProfileName: profile.inferenceProfileName,
    description: describe(profile.describedAs, destinations),
    ...(profile.createdAt && { createdAt: new Date(profile.createdAt) }),
    ...(profile.updatedAt && { updatedAt: new Date(profile.updatedAt) }),
    inferenceProfileArn: inferenceProfileArn(region, accountId, profile.inferenceProfileId),
    models: destinations.map((place) => ({ modelArn: foundationModelArn(place, profile.modelId, region) })),
    inferenceProfileId: profile.inferenceProfileId,
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
  };
}

/** In AWS's words: `Routes requests to Nova Lite in us-east-1, us-west-2 and us-east-2.` */
function describe(name: string, destinations: string[]): string {
  if (destinations.includes('')) return `Routes requests to ${name} globally across all supported AWS Regions.`;
  return `Routes requests to ${name} in ${destinations.join(', ').replace(/, ([^,]*)$/, ' and $1')}.`;
}
