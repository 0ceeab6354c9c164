/** What we would tell a user whose model id was refused: where it works, which ids are near, how to add one. */
import { readArn } from './catalogue-arn.js';
import { type Catalogue, withoutScope } from './catalogue-index.js';

/** Of an id that means nothing in `region`. */
export function hintForUnknown(id: string, region: string, catalogue: Catalogue): string {
  const arn = readArn(id);
  if (arn) return hintForArn(id, arn.resourceType, arn.region, region);
  const model = catalogue.models.get(id);
  if (model?.mantleOnly) return `${id} is served by the bedrock-mantle endpoint only`;
  if (model) {
    return model.regions.length
      ? `${id} is known in ${model.regions.join(', ')}, not in ${region}`
      : `no region is known to offer ${id}; ${remedy(id, id)}`;
  }
  const profile = catalogue.profiles.get(id);
  if (profile) {
    const here = profilesOf(profile.modelId, region, catalogue);
    const instead = here.length ? `; from ${region} call ${here.join(' or ')}` : '';
    return `${id} is called from ${[...profile.routes.keys()].join(', ')}, not from ${region}${instead}`;
  }
  const near = nearestIds(id, region, catalogue);
  const like = near[0] ?? 'amazon.nova-lite-v1:0';
  const named = near.length ? `the nearest ids are ${near.join(', ')}; ` : '';
  return named + remedy(id, like);
}

function remedy(id: string, like: string): string {
  const regions = id === like ? ', regions: ["us-east-1"]' : '';
  return `to add a model, write in the config file: models: [{ id: ${JSON.stringify(id)}, like: ${JSON.stringify(like)}${regions} }]`;
}

function hintForArn(id: string, resourceType: string, arnRegion: string, region: string): string {
  if (arnRegion !== region) return `the ARN is of ${arnRegion || 'no region'}, the request is for ${region}`;
  if (resourceType === 'foundation-model' || resourceType === 'inference-profile')
    return `no ${resourceType} has this ARN in ${region}`;
  return `nothing has created ${id}`;
}

/** Of a model that cannot be invoked by its bare id in `region`. */
export function hintForThroughput(modelId: string, region: string, catalogue: Catalogue): string {
  const profiles = profilesOf(modelId, region, catalogue);
  return profiles.length
    ? `from ${region} call ${profiles.join(' or ')}`
    : `no inference profile of ${region} contains ${modelId}; it needs provisioned throughput`;
}

function profilesOf(modelId: string, region: string, catalogue: Catalogue): string[] {
  return [...catalogue.profiles.values()]
    .filter((profile) => profile.modelId === modelId && profile.routes.has(region))
    .map((profile) => profile.inferenceProfileId);
}

const LONGEST = 128;
const MOST = 3;

/**
 * At most three ids that can be invoked in `region`: of the same provider where it has any; those that begin alike first, scope
 * aside, then those with the fewest edits between.
 */
export function nearestIds(id: string, region: string, catalogue: Catalogue): string[] {
  if (id.length > LONGEST) return [];
  const candidates = [
    ...[...catalogue.models.values()]
      .filter((model) => !model.mantleOnly && model.onDemandRegions.includes(region))
      .map((model) => model.modelId),
    ...[...catalogue.profiles.values()]
      .filter((profile) => profile.routes.has(region))
      .map((profile) => profile.inferenceProfileId),
  ];
  const provider = id.includes('.') ? withoutScope(id).split('.')[0] : undefined;
  const kin = candidates.filter((candidate) => withoutScope(candidate).split('.')[0] === provider);
  const limit = kin.length ? id.length : Math.floor(id.length / 3);
  return (kin.length ? kin : candidates)
    .map((candidate) => ({ candidate, shared: sharedPrefix(id, candidate), distance: editDistance(id, candidate) }))
    .filter(({ distance }) => distance <= limit)
    .sort(
      (one, other) =>
        other.shared - one.shared || one.distance - other.distance || (one.candidate < other.candidate ? -1 : 1),
    )
    .slice(0, MOST)
    .map(({ candidate }) => candidate);
}

function sharedPrefix(one: string, other: string): number {
  const [left, right] = [withoutScope(one), withoutScope(other)];
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return length;
}

/** How many characters must be put in, taken out or exchanged (Levenshtein). */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const exchanged = (row[j - 1] as number) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(exchanged, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[other.length] as number;
}
