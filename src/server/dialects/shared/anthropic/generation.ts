/** What distinguishes one generation of Claude from another on the wire, by the date in the model's id. */

/** Ids of early 2026 and later have no date. */
const undated = 99_999_999;
const completionModels = 20230101;

/** The bare names of models whose ids do not hold them. Source: recorded exchanges, Anthropic's model list. */
const oldNames: readonly [prefix: string, name: string][] = [
  ['claude-v2:1', 'claude-2.1'],
  ['claude-v2', 'claude-2.0'],
  ['claude-v1', 'claude-1.3'],
  ['claude-instant-v1', 'claude-instant-1.2'],
];

/**
 * The first release date that has each trait. Source: recorded exchanges, which show each model as it was last seen; for
 * `serviceTier` and `noPrefill` public descriptions of the models of 2026.
 */
const since = {
  /** Two messages of one role may follow each other. */
  rolesMayRepeat: 20240620,
  /** `cache_creation_input_tokens` and `cache_read_input_tokens` in usage, `model` as the first key of a message. */
  cacheCounts: 20241022,
  /** The back end checks a body itself, in its own words; before, Bedrock's validator does. */
  fieldWords: 20250219,
  thinking: 20250219,
  /** `temperature` and `top_p` exclude each other. */
  oneOfTemperatureAndTopP: 20250805,
  /** `cache_creation` in usage, `stop_details` in a message, input counts in `message_delta`. */
  cacheCreation: 20250929,
  /** `service_tier` and `output_tokens_details` in usage. */
  serviceTier: undated,
  /** The conversation must end with a user message. */
  noPrefill: undated,
};

export type Generation = { [Trait in keyof typeof since]: boolean } & {
  /** As replies have it: `claude-3-haiku-20240307`. */
  name: string;
};

const generations = new Map<string, Generation>();

/** `modelId`: of the foundation model, `anthropic.claude-3-haiku-20240307-v1:0`. Found out once for each. */
export function generationOf(modelId: string): Generation {
  let generation = generations.get(modelId);
  if (!generation) {
    generation = readGeneration(modelId);
    generations.set(modelId, generation);
  }
  return generation;
}

function readGeneration(modelId: string): Generation {
  const id = modelId.slice(modelId.indexOf('claude'));
  const old = oldNames.find(([prefix]) => id.startsWith(prefix));
  const released = old ? completionModels : Number(/-(\d{8})(?:-|$)/.exec(id)?.[1] ?? undated);
  const traits = Object.fromEntries(Object.entries(since).map(([trait, date]) => [trait, released >= date]));
  return { name: old?.[1] ?? id.replace(/-v\d+(:.*)?$/, ''), ...(traits as Record<keyof typeof since, boolean>) };
}
