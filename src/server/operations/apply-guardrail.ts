/** ApplyGuardrail: content of the caller's own, judged without any model. */
import type { GuardrailContentBlock, GuardrailContentSource } from '@aws-sdk/client-bedrock-runtime';
import type { Exchange, OperationOutput } from '../exchange.js';
import { evaluateGuardrail } from '../generation/guardrails/evaluate.js';
import type { Evaluation, GuardedText, GuardrailDefinition } from '../generation/guardrails/guardrail.js';
import { findGuardrail } from '../resources/guardrail.js';
import { notFound } from '../responders/shared/named-resource.js';
import { actionReason, writeAssessment } from './guard/assessment.js';
import { lengthOf } from './guard/content.js';

/** Validated before anything reads it. */
interface Input {
  guardrailIdentifier: string;
  guardrailVersion: string;
  source: GuardrailContentSource;
  content: GuardrailContentBlock[];
  outputScope?: 'INTERVENTIONS' | 'FULL';
}

/** The policies of an assessment, those that found nothing as null (recorded). */
const policies = {
  automatedReasoningPolicy: null,
  contentPolicy: null,
  contextualGroundingPolicy: null,
  sensitiveInformationPolicy: null,
  topicPolicy: null,
  wordPolicy: null,
};

/** `blockedResponse` and `output` are recorded, though no schema models them. Throws where the guardrail or version does not exist. */
export function applyGuardrail(exchange: Exchange): OperationOutput {
  const { guardrailIdentifier, guardrailVersion, source, content, outputScope } = exchange.input as unknown as Input;
  const record = findGuardrail(guardrailIdentifier, guardrailVersion, exchange);
  if (!record) {
    const named = `${guardrailIdentifier} in version ${guardrailVersion}`;
    throw notFound(exchange.operation.name, `nothing has created ${named} in ${exchange.region}; CreateGuardrail does`);
  }
  const { clock } = exchange.namespace;
  const startedAt = clock.monotonic();
  const { definition } = record.properties;
  const texts = content.flatMap(({ text }) => (text ? [text as GuardedText] : []));
  const images = content.filter(({ image }) => image).length;
  const guarded = { texts, images, totalCharacters: lengthOf(texts) };
  const evaluation = evaluateGuardrail(definition, source, guarded, { full: outputScope === 'FULL' });
  const outputs = writeOutputs(evaluation, definition, source);
  const coverage = { images: null, ...evaluation.coverage };
  const assessment = writeAssessment(
    { ...evaluation, coverage: coverage as Evaluation['coverage'] },
    record,
    clock.monotonic() - startedAt,
  );
  return {
    output: {
      action: evaluation.action === 'NONE' ? 'NONE' : 'GUARDRAIL_INTERVENED',
      actionReason: actionReason([evaluation]),
      assessments: [{ ...policies, ...withNulls(assessment) }],
      blockedResponse: evaluation.action === 'BLOCKED' ? outputs[0]?.text : null,
      guardrailCoverage: coverage,
      output: outputs,
      outputs,
      usage: evaluation.usage,
    },
  };
}

function writeOutputs(
  { action, texts }: Evaluation,
  { blockedInputMessaging, blockedOutputsMessaging }: GuardrailDefinition,
  source: string,
): { text: string }[] {
  if (action === 'NONE') return [];
  if (action === 'MASKED') return texts.map((text) => ({ text }));
  return [{ text: String(source === 'INPUT' ? blockedInputMessaging : blockedOutputsMessaging) }];
}

/** A policy's empty list is null where the policy has another (recorded: `regexes`). */
function withNulls(assessment: Record<string, unknown>): Record<string, unknown> {
  const { sensitiveInformationPolicy: policy } = assessment as {
    sensitiveInformationPolicy?: Record<string, unknown[]>;
  };
  if (!policy) return assessment;
  const lists = Object.entries(policy).map(([name, list]) => [name, list.length > 0 ? list : null]);
  return { ...assessment, sensitiveInformationPolicy: Object.fromEntries(lists) };
}
