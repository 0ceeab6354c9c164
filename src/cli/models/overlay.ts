/** What an account's own lists say that the catalogue does not know, as entries of the option `models`. */
import type { FoundationModelSummary, InferenceProfileSummary } from '@aws-sdk/client-bedrock';
import type { FoundationModel, ModelFacts, ModelLifecycle } from '../../fixtures/foundation-models.js';
import { inferenceTypesIn } from '../../server/catalogue.js';
import { type Catalogue, withoutScope } from '../../server/catalogue-index.js';
import type { ModelOverlay } from '../../server/settings.js';

export interface AccountLists {
  region: string;
  models: FoundationModelSummary[];
  profiles: InferenceProfileSummary[];
}

export interface Overlay {
  entries: ModelOverlay[];
  /** Ids whose provider the catalogue does not know, so that what they are like is a guess. */
  guessed: string[];
  /** Models of the catalogue's region that the account does not list. */
  absent: string[];
}

/** By what a model puts out, where nothing nearer is known. */
const commonest: Record<string, string> = {
  TEXT: 'openai.gpt-oss-20b-1:0',
  EMBEDDING: 'amazon.titan-embed-text-v2:0',
  IMAGE: 'amazon.nova-canvas-v1:0',
  VIDEO: 'amazon.nova-reel-v1:0',
  SPEECH: 'amazon.nova-sonic-v1:0',
};

export function toOverlay({ region, models, profiles }: AccountLists, catalogue: Catalogue): Overlay {
  const guessed: string[] = [];
  const likes = new Map<string, string>();
  const added = models.flatMap((summary): ModelOverlay[] => {
    const { modelId: id = '' } = summary;
    const facts = factsOf(summary);
    const known = catalogue.models.get(id);
    if (known && isListed(known, region) && sameFacts(facts, factsIn(known, region))) return [];
    const like = known ? id : nearest(id, summary.outputModalities?.[0] ?? 'TEXT', catalogue, guessed);
    likes.set(id, like);
    return [{ id, like, regions: [region], facts }];
  });
  const addedProfiles = profiles.flatMap((summary): ModelOverlay[] => {
    const { inferenceProfileId: id = '', inferenceProfileName: name = '', models: routed = [] } = summary;
    const destinations = routed.map(({ modelArn = '' }) => modelArn.split(':')[3] || '*');
    const known = catalogue.profiles.get(id);
    const route = known?.routes.get(region)?.map((place) => place || '*');
    if (known?.inferenceProfileName === name && route && sameList(route, destinations)) return [];
    const modelId = withoutScope(id);
    const kin = likes.get(modelId) ?? (catalogue.models.has(modelId) ? modelId : undefined);
    const like = known ? id : (kin ?? nearest(modelId, 'TEXT', catalogue, guessed));
    return [{ id, like, regions: [region], profile: { name, destinations } }];
  });
  const listed = new Set(models.map(({ modelId }) => modelId));
  const absent = [...catalogue.models.values()].filter(
    (model) => isListed(model, region) && !listed.has(model.modelId),
  );
  return { entries: [...added, ...addedProfiles], guessed, absent: absent.map(({ modelId }) => modelId) };
}

const isListed = ({ regions, mantleOnly }: FoundationModel, region: string) => !mantleOnly && regions.includes(region);

/** Members that AWS leaves out are left out. */
function factsOf(summary: FoundationModelSummary): Partial<ModelFacts> {
  const { modelName, providerName, responseStreamingSupported: streams, modelLifecycle } = summary;
  const { inputModalities = [], outputModalities = [], customizationsSupported = [] } = summary;
  const { inferenceTypesSupported = [] } = summary;
  return {
    ...(modelName && { modelName }),
    ...(providerName && { providerName }),
    inputModalities,
    outputModalities,
    ...(typeof streams === 'boolean' && { responseStreamingSupported: streams }),
    customizationsSupported,
    inferenceTypesSupported,
    ...(modelLifecycle?.status && { modelLifecycle: toLifecycle(modelLifecycle) }),
  };
}

function toLifecycle(given: NonNullable<FoundationModelSummary['modelLifecycle']>): ModelLifecycle {
  const { status, ...times } = given;
  const written = Object.entries(times).flatMap(([name, time]) =>
    time instanceof Date ? [[name, time.toISOString().replace('.000Z', 'Z')]] : [],
  );
  return { status, ...Object.fromEntries(written) } as ModelLifecycle;
}

/** What the catalogue's row says in this region, in the same words. */
function factsIn(model: FoundationModel, region: string): Partial<ModelFacts> {
  const { responseStreamingSupported, modelLifecycle } = model;
  const { status, ...times } = modelLifecycle;
  const dates = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, new Date(time)]));
  return factsOf({
    ...model,
    modelArn: '',
    responseStreamingSupported: responseStreamingSupported ?? undefined,
    inferenceTypesSupported: inferenceTypesIn(model, region),
    modelLifecycle: { status, ...dates },
  } as FoundationModelSummary);
}

function sameFacts(one: Partial<ModelFacts>, other: Partial<ModelFacts>): boolean {
  const plain = (facts: Partial<ModelFacts>) =>
    JSON.stringify(
      Object.entries(facts)
        .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : sorted(value)])
        .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)),
    );
  return plain(one) === plain(other);
}

const sorted = (value: unknown) => (typeof value === 'object' && value !== null ? Object.entries(value).sort() : value);

const sameList = (one: string[], other: string[]) => [...one].sort().join() === [...other].sort().join();

/** The model of the same provider that begins most alike and puts out the same; else the commonest. */
function nearest(id: string, output: string, { models }: Catalogue, guessed: string[]): string {
  const provider = id.split('.')[0];
  const kin = [...models.values()].filter(
    ({ modelId, outputModalities, mantleOnly }) =>
      !mantleOnly && modelId.split('.')[0] === provider && outputModalities.includes(output),
  );
  const [best] = kin.sort((one, other) => sharedPrefix(id, other.modelId) - sharedPrefix(id, one.modelId));
  if (best) return best.modelId;
  guessed.push(id);
  return commonest[output] ?? (commonest.TEXT as string);
}

function sharedPrefix(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
