/** A guardrail at work on one exchange: judges the input, then each output, and remembers what it found for the trace. */
import type { Exchange } from '../../exchange.js';
import { evaluateGuardrail } from '../../generation/guardrails/evaluate.js';
import type { Evaluation, GuardedContent, GuardrailDefinition } from '../../generation/guardrails/guardrail.js';
import type { Conversation, FoldedTurn, StopReason } from '../../inference/conversation.js';
import { type Assessment, actionReason, guardrailIdOf, writeAssessment } from './assessment.js';
import { censor, maskText, outputContent, refusal, textsOf, withoutMasks } from './censor.js';
import { changeTexts } from './content.js';
import type { GuardRequest } from './request.js';

export interface Guard {
  input: Evaluation;
  /** The answer to an input that is blocked: the message, at no cost. */
  refuse(): FoldedTurn;
  /** The conversation as the model gets it: masked where a filter says so. */
  admit(conversation: Conversation): Conversation;
  /** The turn as the caller gets it: blocked, masked or as it was. */
  pass(turn: FoldedTurn): FoldedTurn;
  /** Judges text that is still growing, without remembering. Grounding waits for the whole. */
  peek(text: string): Evaluation;
  /** Whether the input or an output was blocked or masked. */
  readonly intervened: boolean;
  /** Undefined where none was asked for. */
  findings(): Findings | undefined;
}

export interface Findings {
  guardrailId: string;
  actionReason: string;
  input: Assessment;
  outputs: Assessment[];
}

/** `stopReason`: that of a blocked or masked turn. Default: as it was; `end_turn` where it was blocked. */
export function createGuard(
  exchange: Exchange,
  { record, trace, asynchronous }: GuardRequest,
  content: GuardedContent,
  stopReason?: StopReason,
): Guard {
  const definition = asynchronous ? withoutMasks(record.properties.definition) : record.properties.definition;
  const { clock } = exchange.namespace;
  const full = trace === 'enabled_full';
  const evaluations: Evaluation[] = [];
  const assessments: Assessment[] = [];
  const ground = content.texts.filter(({ qualifiers }) => qualifiers?.some((one) => one !== 'guard_content'));

  function remember(judge: () => Evaluation): Evaluation {
    const startedAt = clock.monotonic();
    const evaluation = judge();
    evaluations.push(evaluation);
    assessments.push(writeAssessment(evaluation, record, clock.monotonic() - startedAt));
    return evaluation;
  }

  const judgeOutput = (policies: GuardrailDefinition, texts: string[]) =>
    evaluateGuardrail(policies, 'OUTPUT', outputContent(texts, ground), { full });

  const input = remember(() => evaluateGuardrail(definition, 'INPUT', content, { full, prompt: true }));

  return {
    input,
    refuse: () => refusal(definition, clock.monotonic() - exchange.startedAt, stopReason),
    admit: (conversation) =>
      input.action === 'MASKED' ? changeTexts(conversation, (text) => maskText(definition, text)) : conversation,
    pass: (turn) =>
      censor(
        turn,
        remember(() => judgeOutput(definition, textsOf(turn))),
        definition,
        stopReason,
      ),
    peek: (text) => judgeOutput({ ...definition, contextualGroundingPolicyConfig: undefined }, [text]),
    get intervened() {
      return evaluations.some(({ action }) => action !== 'NONE');
    },
    findings() {
      const [first = {}, ...outputs] = assessments;
      if (trace === 'disabled') return undefined;
      return { guardrailId: guardrailIdOf(record), actionReason: actionReason(evaluations), input: first, outputs };
    },
  };
}
