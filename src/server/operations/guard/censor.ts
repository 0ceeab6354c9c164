/** What a guardrail makes of texts and turns: refused, masked, or as they were. */
import { evaluateGuardrail } from '../../generation/guardrails/evaluate.js';
import type {
  Evaluation,
  GuardedContent,
  GuardedText,
  GuardrailDefinition,
} from '../../generation/guardrails/guardrail.js';
import type { ContentBlock, FoldedTurn, StopReason } from '../../inference/conversation.js';
import { lengthOf } from './content.js';

/** The answer to an input that is blocked: the message, at no cost. */
export function refusal(definition: GuardrailDefinition, elapsedMs: number, stopReason?: StopReason): FoldedTurn {
  return {
    content: [{ text: String(definition.blockedInputMessaging) }],
    stopReason: stopReason ?? 'end_turn',
    usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
    latencyMs: Math.max(1, Math.round(elapsedMs)),
  };
}

/** The same turn where nothing is to be done. Its usage stays: the model has spoken. */
export function censor(
  turn: FoldedTurn,
  { action, texts }: Evaluation,
  definition: GuardrailDefinition,
  stopReason?: StopReason,
): FoldedTurn {
  if (action === 'NONE') return turn;
  if (action === 'MASKED')
    return { ...turn, content: replaceTexts(turn.content, texts), stopReason: stopReason ?? turn.stopReason };
  const content = [{ text: String(definition.blockedOutputsMessaging) }];
  return { ...turn, content, stopReason: stopReason ?? 'end_turn' };
}

/** An asynchronous guardrail masks no output. Source: the user guide on streaming. */
export function withoutMasks(definition: GuardrailDefinition): GuardrailDefinition {
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
export function outputContent(texts: string[], ground: GuardedText[]): GuardedContent {
  const answer = texts.map((text) => ({ text }));
  const compared = ground.map(({ text, qualifiers = [] }) => ({
    text,
    qualifiers: qualifiers.filter((qualifier) => qualifier !== 'guard_content'),
  }));
  return { texts: [...answer, ...compared], totalCharacters: lengthOf(answer), images: 0 };
}

/** A text of a prompt as the model gets it. */
export function maskText(definition: GuardrailDefinition, text: string): string {
  const content = { texts: [{ text }], totalCharacters: text.length, images: 0 };
  return evaluateGuardrail(definition, 'INPUT', content, { prompt: true }).texts[0] ?? text;
}

/** The texts of a turn that are judged: its words, not its tool calls or thoughts. */
export function textsOf({ content }: FoldedTurn): string[] {
  return content.flatMap(textsOfBlock);
}

function textsOfBlock({ text, citationsContent }: ContentBlock): string[] {
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
