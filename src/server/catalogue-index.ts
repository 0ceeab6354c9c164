/** The catalogue by id, with the models that the settings add. Made once for each list of added models. */
import { type FoundationModel, foundationModels, type ModelFacts } from '../fixtures/foundation-models.js';
import { type InferenceProfile, inferenceProfiles } from '../fixtures/inference-profiles.js';
import type { ModelOverlay, Settings } from './settings.js';

export interface Catalogue {
  models: Map<string, FoundationModel>;
  profiles: Map<string, InferenceProfile>;
}

const catalogues = new WeakMap<ModelOverlay[], Catalogue>();

/** Throws an Error that names the row where `settings.models` holds one that means nothing. */
export function catalogueOf(settings: Settings): Catalogue {
  const known = catalogues.get(settings.models);
  if (known) return known;
  const catalogue: Catalogue = {
    models: new Map(foundationModels().map((model) => [model.modelId, model])),
    profiles: new Map(inferenceProfiles().map((profile) => [profile.inferenceProfileId, profile])),
  };
  for (const overlay of settings.models) addModel(catalogue, overlay);
  catalogues.set(settings.models, catalogue);
  return catalogue;
}

/** `us.`, `global.`: what stands before a model's id in the id of a profile. */
const SCOPE = /^(us|eu|apac|au|jp|ca|in|us-gov|global)\./;

/** Takes the scope from the id of a profile. */
export function withoutScope(id: string): string {
  return id.replace(SCOPE, '');
}

/**
 * A model that is added can be invoked by its bare id in all its regions, whatever the one that it is like needs, and through
 * profiles of the same scopes; where its facts are given, they say by what it can be invoked. An id that has a scope itself adds
 * a profile, and the model behind it.
 */
function addModel(catalogue: Catalogue, { id, like, regions: wanted, facts, profile: given }: ModelOverlay): void {
  const pattern = catalogue.models.get(like) ?? catalogue.models.get(catalogue.profiles.get(like)?.modelId ?? '');
  if (!pattern) throw new Error(`models: ${JSON.stringify(id)} is like ${JSON.stringify(like)}, which names no model`);
  const regions = wanted?.length ? wanted : pattern.regions;
  if (!regions.length) throw new Error(`models: ${JSON.stringify(id)} needs regions: ${like} has none to take over`);
  const modelId = withoutScope(id);
  if (modelId !== id) {
    if (!catalogue.models.has(modelId)) catalogue.models.set(modelId, copyModel(pattern, modelId, regions, false));
    const profile = catalogue.profiles.get(like) ?? namedAfter(pattern);
    const copy = copyProfile(profile, id, modelId, wanted ?? [...profile.routes.keys()]);
    catalogue.profiles.set(id, given ? tellProfile(copy, given, like === id ? profile : undefined) : copy);
    return;
  }
  if (facts) {
    catalogue.models.set(
      id,
      tellModel(copyModel(pattern, id, regions, true), facts, like === id ? pattern : undefined),
    );
    return;
  }
  const profiles = [...catalogue.profiles.values()].filter((profile) => profile.modelId === pattern.modelId);
  catalogue.models.set(id, copyModel(pattern, id, regions, true));
  for (const profile of profiles) {
    const profileId = profile.inferenceProfileId.replace(profile.modelId, id);
    const sources = [...profile.routes.keys()].filter((source) => !wanted || wanted.includes(source));
    if (sources.length) catalogue.profiles.set(profileId, copyProfile(profile, profileId, id, sources));
  }
}

function copyModel(pattern: FoundationModel, modelId: string, regions: string[], onDemand: boolean): FoundationModel {
  const others = pattern.inferenceTypesSupported.filter((type) => type !== 'ON_DEMAND');
  return {
    ...pattern,
    modelId,
    regions,
    inferenceTypesSupported: onDemand ? ['ON_DEMAND', ...others] : ['INFERENCE_PROFILE'],
    inferenceTypesByRegion: {},
    onDemandRegions: onDemand ? regions : [],
    modelLifecycle: { status: 'ACTIVE' },
    retired: false,
    mantleOnly: false,
  };
}

/** A profile to copy for a model that has none: from each of its regions to all of them. */
function namedAfter(model: FoundationModel): InferenceProfile {
  return {
    inferenceProfileId: model.modelId,
    inferenceProfileName: model.modelName,
    describedAs: model.modelName,
    modelId: model.modelId,
    routes: new Map(model.regions.map((region) => [region, model.regions])),
  };
}

function copyProfile(pattern: InferenceProfile, id: string, modelId: string, sources: string[]): InferenceProfile {
  return {
    ...pattern,
    inferenceProfileId: id,
    modelId,
    routes: new Map(sources.map((source) => [source, pattern.routes.get(source) ?? sources])),
  };
}

/** What is said holds in the regions of `model`; of `known`, the same model as it was, the others stay as they are. */
function tellModel(model: FoundationModel, facts: Partial<ModelFacts>, known?: FoundationModel): FoundationModel {
  const { regions } = model;
  const { inferenceTypesSupported: types = model.inferenceTypesSupported } = facts;
  const onDemand = types.includes('ON_DEMAND') ? regions : [];
  const elsewhere = (places: string[] = []) => places.filter((place) => !regions.includes(place));
  return {
    ...model,
    ...facts,
    inferenceTypesSupported: known?.inferenceTypesSupported ?? types,
    inferenceTypesByRegion: {
      ...known?.inferenceTypesByRegion,
      ...Object.fromEntries(regions.map((region) => [region, types])),
    },
    regions: [...elsewhere(known?.regions), ...regions],
    onDemandRegions: [...elsewhere(known?.onDemandRegions), ...onDemand],
  };
}

function tellProfile(
  profile: InferenceProfile,
  { name, destinations }: NonNullable<ModelOverlay['profile']>,
  known?: InferenceProfile,
): InferenceProfile {
  const places = destinations?.map((place) => (place === '*' ? '' : place));
  const said = [...profile.routes].map(([source, route]) => [source, places ?? route] as const);
  return {
    ...profile,
    ...(name && { inferenceProfileName: name, describedAs: name.slice(name.indexOf(' ') + 1) }),
    routes: new Map([...(known?.routes ?? []), ...said]),
  };
}
