/** The policies of a guardrail as GetGuardrail gives them back: what Create was given, under other names. */
import { partitionOf } from '../../catalogue-arn.js';
import type { GuardrailDefinition } from '../../generation/guardrails/guardrail.js';
import type { Scope } from '../resource.js';
import { keyArn } from './names.js';

type Described = Record<string, unknown>;

/** Topics and content filters name their tier even where none was asked for (recorded). */
export function describePolicies(definition: GuardrailDefinition, scope: Scope): Described {
  const { topicPolicyConfig: topic, contentPolicyConfig: content, wordPolicyConfig: word } = definition;
  const { sensitiveInformationPolicyConfig: sensitive, contextualGroundingPolicyConfig: grounding } = definition;
  const kmsKeyArn = keyArn(definition.kmsKeyId, scope);
  return {
    ...(topic && { topicPolicy: { topics: topic.topicsConfig, tier: topic.tierConfig ?? { tierName: 'CLASSIC' } } }),
    ...(content && {
      contentPolicy: { filters: content.filtersConfig, tier: content.tierConfig ?? { tierName: 'CLASSIC' } },
    }),
    ...(word && { wordPolicy: { words: word.wordsConfig, managedWordLists: word.managedWordListsConfig } }),
    ...(sensitive && {
      sensitiveInformationPolicy: { piiEntities: sensitive.piiEntitiesConfig, regexes: sensitive.regexesConfig },
    }),
    ...(grounding && { contextualGroundingPolicy: { filters: grounding.filtersConfig } }),
    ...(definition.automatedReasoningPolicyConfig && {
      automatedReasoningPolicy: definition.automatedReasoningPolicyConfig,
    }),
    ...describeCrossRegion(definition, scope),
    ...(kmsKeyArn !== undefined && { kmsKeyArn }),
  };
}

/** The profile by its id and ARN, whichever of the two was given. */
export function describeCrossRegion({ crossRegionConfig }: GuardrailDefinition, scope: Scope): Described {
  const identifier = crossRegionConfig?.guardrailProfileIdentifier;
  if (identifier === undefined) return {};
  const guardrailProfileId = identifier.slice(identifier.lastIndexOf('/') + 1);
  const owner = `${scope.region}:${scope.namespace.settings.accountId}`;
  const guardrailProfileArn = `arn:${partitionOf(scope.region)}:bedrock:${owner}:guardrail-profile/${guardrailProfileId}`;
  return { crossRegionDetails: { guardrailProfileId, guardrailProfileArn } };
}
