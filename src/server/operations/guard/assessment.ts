/** An evaluation as the wire has it: the policies' findings with what they cost and whose guardrail it was. */
import type { Evaluation } from '../../generation/guardrails/guardrail.js';
import type { GuardrailRecord } from '../../resources/guardrail-version.js';

export type Assessment = Record<string, unknown>;

const reasons: Record<Evaluation['action'], string> = {
  NONE: 'No action.',
  BLOCKED: 'Guardrail blocked.',
  MASKED: 'Guardrail masked.',
};

/** One sentence for each thing that was done, in its order; what was done twice is said once (recorded). */
export function actionReason(evaluations: Evaluation[]): string {
  return [...new Set(evaluations.map(({ action }) => reasons[action]))].join('\n');
}

/** `latencyMs`: how long the evaluation took. */
export function writeAssessment(evaluation: Evaluation, record: GuardrailRecord, latencyMs: number): Assessment {
  return {
    ...evaluation.assessment,
    appliedGuardrailDetails: {
      guardrailArn: record.properties.owner?.arn ?? record.arn,
      guardrailId: guardrailIdOf(record),
      guardrailOrigin: ['REQUEST'],
      guardrailOwnership: 'SELF',
      guardrailVersion: record.properties.version,
    },
    invocationMetrics: {
      guardrailCoverage: evaluation.coverage,
      guardrailProcessingLatency: Math.max(1, Math.round(latencyMs)),
      usage: evaluation.usage,
    },
  };
}

export function guardrailIdOf(record: GuardrailRecord): string {
  return record.properties.owner?.id ?? record.id;
}
