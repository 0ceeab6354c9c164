/** Parameters: which a model takes, and how far they go. */
import type { InferenceConfiguration } from '@aws-sdk/client-bedrock-runtime';
import type { FoundationModel } from '../../fixtures/foundation-models.js';
import type { Rule } from './rule.js';
import { matchesAny } from './shared/globs.js';
import { unsupportedField } from './shared/words.js';

type Parameter = keyof InferenceConfiguration;

const thinkers = ['openai.gpt-5.6*', 'openai.gpt-6*', 'xai.*', 'moonshotai.kimi-k3*'];

/** Source: public threads and probes of August and September 2026, one parameter at a time. */
const refused: [parameter: Parameter, models: string[]][] = [
  ['temperature', thinkers],
  ['topP', thinkers],
  [
    'stopSequences',
    [...thinkers, 'openai.gpt-oss-*', 'deepseek.v*', 'google.gemma-*', 'minimax.*', 'moonshot*', 'qwen.*', 'zai.*'],
  ],
];

export const samplingParameters: Rule = {
  id: 'converse/sampling-parameters',
  what: 'A model gets the parameters alone that it takes',
  source: 'public threads of 2025 and 2026',
  models: { only: [...new Set(refused.flatMap(([, models]) => models))] },
  check: ({ input, model }) => {
    const given = input.inferenceConfig;
    if (!given) return undefined;
    const wrong = refused.find(
      ([parameter, models]) => isGiven(given[parameter]) && matchesAny(models, model.model.modelId),
    );
    return wrong && unsupportedField(wrong[0]);
  },
};

const isGiven = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);

export const maxTokens: Rule = {
  id: 'converse/max-tokens',
  what: "`maxTokens` is at most the model's own limit",
  source:
    'public threads of 2024 to 2026; limits as ListFoundationModels was recorded to say them, else of the user guide',
  check: ({ input, model }) => {
    const limit = limitOf(model.model);
    return (input.inferenceConfig?.maxTokens ?? 0) > limit
      ? `The maximum tokens you requested exceeds the model limit of ${limit}. Try again with a maximum tokens value that is lower than ${limit}.`
      : undefined;
  },
};

/** For the newer open models the recorded list says the whole context window, whatever the user guide says of their output. */
function limitOf({ undocumented, format, contextWindow, maxOutputTokens }: FoundationModel): number {
  const listed = undocumented.converse as { maxTokensMaximum?: number | null } | null;
  const known = format === 'openai-chat' ? contextWindow : maxOutputTokens;
  return listed?.maxTokensMaximum ?? known ?? Number.POSITIVE_INFINITY;
}

/** Structured replies: Claude and the newer open models. Source: recorded exchanges and public threads of 2026. */
const structured = new Set(['anthropic-messages', 'openai-chat']);

export const outputConfig: Rule = {
  id: 'converse/output-config',
  what: 'A model that does not hold its replies to a schema gets none',
  source: 'public threads of 2026 (Nova, Llama, Pixtral)',
  check: ({ input, model }) =>
    input.outputConfig?.textFormat && !structured.has(model.model.format)
      ? unsupportedField('outputConfig')
      : undefined,
};

/** Through inference profiles alone. Source: user guide, "Optimize model inference for latency". */
const fast = ['amazon.nova-pro-v1:0', 'anthropic.claude-3-5-haiku-*', 'meta.llama3-1-405b-*', 'meta.llama3-1-70b-*'];

export const latency: Rule = {
  id: 'converse/latency',
  what: 'Optimized latency is for a few models, by way of an inference profile',
  source: 'public threads of 2025 and 2026; user guide, "Optimize model inference for latency"',
  check: ({ input, model, region }) => {
    if (input.performanceConfig?.latency !== 'optimized') return undefined;
    if (model.inferenceProfileId && matchesAny(fast, model.model.modelId)) return undefined;
    return `Latency performance configuration is not supported for ${model.model.modelId} in ${region}`;
  },
};
