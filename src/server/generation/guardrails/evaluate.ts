/** Evaluates content by a guardrail: what is found, what it is charged for, and what is left of the texts. */
import type { GuardrailPiiEntityFilter, GuardrailRegexFilter } from '@aws-sdk/client-bedrock-runtime';
import type { EvaluateOptions, Evaluation, GuardedContent, GuardrailDefinition, Source } from './guardrail.js';
import { type Ground, judgeFilters, judgeGrounding, judgeTopics, judgeWords } from './judge.js';
import { type Detector, detectorsOf, findSensitive, maskSensitive, type SensitiveFinding } from './sensitive.js';
import { countUnits } from './units.js';

/** Depends on its arguments alone: the same content gets the same evaluation, whatever the seed. */
export function evaluateGuardrail(
  definition: GuardrailDefinition,
  source: Source,
  content: GuardedContent,
  options: EvaluateOptions = {},
): Evaluation {
  const judged = content.texts.filter(({ qualifiers }) => isJudged(qualifiers)).map(({ text }) => text);
  const text = judged.join('\n');
  const ground = source === 'OUTPUT' && judged.length > 0 ? groundOf(content) : undefined;
  const findings: Findings = {
    topics: judgeTopics(definition, source, text),
    filters: judgeFilters(definition, source, text),
    ...judgeWords(definition, source, text),
    grounding: ground ? judgeGrounding(definition, text, ground) : [],
  };
  const detectors = detectorsOf(definition.sensitiveInformationPolicyConfig, source, options);
  const matches = judged.map((part) => findSensitive(detectors, part));
  const sensitive = writeSensitive(detectors, matches.flat(), options.full === true);
  const entries = [...Object.values(findings).flat(), ...Object.values(sensitive).flat()];
  const blocks = entries.some(({ action }) => action === 'BLOCKED');
  const masks = entries.some(({ action }) => action === 'ANONYMIZED');
  const guarded = judged.reduce((sum, part) => sum + part.length, 0);
  const images = isLookingAtImages(definition) ? content.images : 0;
  return {
    action: blocks ? 'BLOCKED' : masks ? 'MASKED' : 'NONE',
    texts: judged.map((part, index) => maskSensitive(part, matches[index] ?? [])),
    assessment: writeAssessment(findings, sensitive, options.full === true),
    usage: countUnits(definition, guarded, {
      topics: findings.topics.length > 0,
      filters: findings.filters.length > 0,
      words: findings.customWords.length + findings.managedWordLists.length > 0,
      patterns: detectors.some((detector) => 'regex' in detector),
      images,
      groundedCharacters: ground && findings.grounding.length > 0 ? lengthOf(text, ground) : 0,
    }),
    coverage: {
      textCharacters: { guarded, total: content.totalCharacters },
      ...(content.images > 0 && { images: { guarded: images, total: content.images } }),
    },
  };
}

const lengthOf = (text: string, { source, query }: Ground) => text.length + source.length + query.length;

type Findings = ReturnType<typeof judgeWords> & {
  topics: ReturnType<typeof judgeTopics>;
  filters: ReturnType<typeof judgeFilters>;
  grounding: ReturnType<typeof judgeGrounding>;
};

/** A policy without an entry is left out. Without `full`, only what was detected is an entry; grounding scores always are. */
function writeAssessment(
  { topics, filters, customWords, managedWordLists, grounding }: Findings,
  sensitive: ReturnType<typeof writeSensitive>,
  full: boolean,
): Evaluation['assessment'] {
  const shown = <Entry extends { detected?: boolean }>(entries: Entry[]) =>
    full ? entries : entries.filter(({ detected }) => detected);
  const policies = {
    topicPolicy: { topics: shown(topics) },
    contentPolicy: { filters: shown(filters) },
    wordPolicy: { customWords: shown(customWords), managedWordLists: shown(managedWordLists) },
    sensitiveInformationPolicy: sensitive,
    contextualGroundingPolicy: { filters: grounding },
  };
  const present = Object.entries(policies).filter(([, lists]) => Object.values(lists).some((list) => list.length > 0));
  return Object.fromEntries(present);
}

/** A grounding source or a query is judged only where it is guard content too. */
function isJudged(qualifiers: string[] | undefined): boolean {
  return !qualifiers || qualifiers.length === 0 || qualifiers.includes('guard_content');
}

/** Undefined where there is no source or no query. */
function groundOf({ texts }: GuardedContent): Ground | undefined {
  const [sources, queries] = (['grounding_source', 'query'] as const).map((qualifier) =>
    texts.filter(({ qualifiers }) => qualifiers?.includes(qualifier)).map(({ text }) => text),
  ) as [string[], string[]];
  if (sources.length === 0 || queries.length === 0) return undefined;
  return { source: sources.join('\n'), query: queries.join('\n') };
}

function isLookingAtImages({ contentPolicyConfig }: GuardrailDefinition): boolean {
  return (contentPolicyConfig?.filtersConfig ?? []).some(({ inputModalities }) => inputModalities?.includes('IMAGE'));
}

const outcomes = { BLOCK: 'BLOCKED', ANONYMIZE: 'ANONYMIZED', NONE: 'NONE' } as const;

/** One entry for each match; `full` adds one with an empty match for each detector that found nothing (recorded). */
function writeSensitive(detectors: Detector[], findings: SensitiveFinding[], full: boolean) {
  const piiEntities: GuardrailPiiEntityFilter[] = [];
  const regexes: GuardrailRegexFilter[] = [];
  const write = (detector: Detector, match: string, detected: boolean) => {
    const action = detected ? outcomes[detector.action] : 'NONE';
    if ('type' in detector) {
      const type = detector.type as GuardrailPiiEntityFilter['type'];
      piiEntities.push({ type, match, action, detected });
    } else regexes.push({ name: detector.name, regex: detector.regex, match, action, detected });
  };
  for (const { detector, match } of findings) write(detector, match, true);
  const silent = full ? detectors.filter((one) => !findings.some(({ detector }) => detector === one)) : [];
  for (const detector of silent) write(detector, '', false);
  return { piiEntities, regexes };
}
