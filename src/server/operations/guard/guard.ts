/** A guardrail at work on one exchange: judges the input, then each output, and remembers what it found for the trace. */
import type { Exchange } from '../../exchange.js';
import { evaluateGuardrail } from '../../generation/guardrails/evaluate.js';
import type {
  Evaluation,
  GuardedContent,
  GuardedText,
  GuardrailDefinition,
} from '../../generation/guardrails/guardrail.js';
import type { ContentBlock, Conversation, FoldedTurn, StopReason } from '../../inference/conversation.js';
import { type Assessment, actionReason, guardrailIdOf, writeAssessment } from './assessment.js';
import { changeTexts, lengthOf } from './content.js';
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
    refuse: () => ({
      content: [{ text: String(definition.blockedInputMessaging) }],
      stopReason: stopReason ?? 'end_turn',
      usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
      latencyMs: Math.max(1, Math.round(clock.monotonic() - exchange.startedAt)),
    }),
    admit: (conversation) =>
      input.action === 'MASKED' ? changeTexts(conversation, (text) => maskInput(definition, text)) : conversation,
    pass(turn) {
      const texts = turn.content.flatMap(textsOf);
      const { action, texts: masked } = remember(() => judgeOutput(definition, texts));
      if (action === 'NONE') return turn;
      if (action === 'MASKED')
        return { ...turn, content: replaceTexts(turn.content, masked), stopReason: stopReason ?? turn.stopReason };
      const blocked = [{ text: String(definition.blockedOutputsMessaging) }];
      return { ...turn, content: blocked, stopReason: stopReason ?? 'end_turn' };
    },
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

/** An asynchronous guardrail masks no output. Source: the user guide on streaming. */
function withoutMasks(definition: GuardrailDefinition): GuardrailDefinition {
  const { piiEntitiesConfig, regexesConfig } = definition.sensitiveInformationPolicyConfig ?? {};
  type Filter = NonNullable<typeof piiEntitiesConfig>[number] | NonNullable<typeof regexesConfig>[number];
  const show = <One extends Filter>(filter: One): One =>
    (filter.outputAction ?? filter.action) === 'ANONYMIZE' ? { ...filter, outputAction: 'NONE' } : filter;
  return {
    ...definition,
    sensitiveInformationPolicyConfig: {
      piiEntitiesConfig: piiEntitiesConfig?.map(show),
      regexesConfig: regexesConfig?.map(show),
    },
  };
}

/** Sources and queries of the prompt are what the answer is held against; they are not judged with it. */
function outputContent(texts: string[], ground: GuardedText[]): GuardedContent {
  const answer = texts.map((text) => ({ text }));
  const compared = ground.map(({ text, qualifiers = [] }) => ({
    text,
    qualifiers: qualifiers.filter((qualifier) => qualifier !== 'guard_content'),
  }));
  return { texts: [...answer, ...compared], totalCharacters: lengthOf(answer), images: 0 };
}

function maskInput(definition: GuardrailDefinition, text: string): string {
  const content = { texts: [{ text }], totalCharacters: text.length, images: 0 };
  return evaluateGuardrail(definition, 'INPUT', content, { prompt: true }).texts[0] ?? text;
}

function textsOf({ text, citationsContent }: ContentBlock): string[] {
  if (text !== undefined) return [text];
  return (citationsContent?.content ?? []).flatMap((part) => (part.text === undefined ? [] : [part.text]));
}

/** `texts` in the order of `textsOf`. */
function replaceTexts(content: ContentBlock[], texts: string[]): ContentBlock[] {
  const next = texts.values();
  const replace = (text: string) => next.next().value ?? text;
  return content.map((block) => {
    if (block.text !== undefined) return { text: replace(block.text) };
    const parts = block.citationsContent?.content;
    if (!parts) return block;
    const replaced = parts.map((part) => (part.text === undefined ? part : { text: replace(part.text) }));
    return { citationsContent: { ...block.citationsContent, content: replaced } };
  });
}
