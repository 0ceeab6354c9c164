/** What a guardrail is made of, what it is asked to look at, and what it finds. */
import type { CreateGuardrailRequest } from '@aws-sdk/client-bedrock';
import type { GuardrailAssessment, GuardrailContentSource, GuardrailUsage } from '@aws-sdk/client-bedrock-runtime';

/** The policies and messages of one version, in CreateGuardrail's own words. */
export type GuardrailDefinition = Omit<CreateGuardrailRequest, 'tags' | 'clientRequestToken'>;

export type Source = GuardrailContentSource;

export type Qualifier = 'grounding_source' | 'query' | 'guard_content';

/** One piece of content. A text that is only a grounding source or a query is compared with, never judged itself. */
export interface GuardedText {
  text: string;
  /** Default: to be judged. */
  qualifiers?: Qualifier[];
}

/** What is to be judged, and how much there is beside it. */
export interface GuardedContent {
  texts: GuardedText[];
  /** Characters of all texts, those that are passed over included. */
  totalCharacters: number;
  /** Pictures; none of them is looked into. */
  images: number;
}

export interface EvaluateOptions {
  /** Default false: the trace lists what was found. True lists every filter of every policy that is configured. */
  full?: boolean;
  /**
   * Default false. True for the prompt of an inference, in which nothing is masked unless `inputAction` says so in as many words
   * (recorded: a guardrail whose `action` is ANONYMIZE does not list its matches in the input).
   */
  prompt?: boolean;
}

/** A usage counts text units: 1,000 characters each, for every policy that is configured. */
export type UnitCounts = Required<GuardrailUsage>;

export interface Evaluation {
  action: 'NONE' | 'BLOCKED' | 'MASKED';
  /** In the order of the texts that were judged; masked where that is the action. */
  texts: string[];
  /** The policies' findings alone: metrics and details are added by whoever knows them. */
  assessment: Pick<
    GuardrailAssessment,
    'topicPolicy' | 'contentPolicy' | 'wordPolicy' | 'sensitiveInformationPolicy' | 'contextualGroundingPolicy'
  >;
  usage: UnitCounts;
  coverage: { textCharacters: { guarded: number; total: number }; images?: { guarded: number; total: number } };
}

/** One filter of a policy, as it was set up for input and output. */
interface Filter<Action> {
  inputAction?: Action;
  outputAction?: Action;
  inputEnabled?: boolean;
  outputEnabled?: boolean;
}

/** What a filter does on this side. Undefined where it is switched off there. */
export function actionOf<Action extends string>(
  filter: Filter<Action>,
  source: Source,
  byDefault: Action,
): Action | undefined {
  const [enabled, action] =
    source === 'INPUT' ? [filter.inputEnabled, filter.inputAction] : [filter.outputEnabled, filter.outputAction];
  return enabled === false ? undefined : (action ?? byDefault);
}
