/** Converse and ConverseStream under a guardrail. */
import { dialects } from '../../dialects/index.js';
import type { Exchange, OperationOutput } from '../../exchange.js';
import type { Conversation, FoldedTurn } from '../../inference/conversation.js';
import { foldTurn } from '../../inference/fold.js';
import { mapStream } from '../../inference/stream.js';
import { unfoldTurn } from '../../inference/unfold.js';
import type { Face } from '../behaviour.js';
import { firstTurn } from '../first-turn.js';
import { createContext } from '../invoke-input.js';
import type { Assessment } from './assessment.js';
import { readConversationContent } from './content.js';
import { createGuard, type Guard } from './guard.js';
import { type GuardRequest, guardRequests, readConverseGuard, streams } from './request.js';
import { holdBack, joinDeltas, showMeanwhile } from './turn.js';

/** The face as it is where no guardrail is asked for. Throws where the guardrail does not exist. */
export function guardConverse(open: (exchange: Exchange) => Face): (exchange: Exchange) => Face {
  return (exchange) => {
    const face = open(exchange);
    return guardRequests(exchange, face, readConverseGuard(exchange)).reduce(
      (guarded, request) =>
        guarded.inference.kind === 'conversation' ? guardFace(exchange, guarded, guarded.inference, request) : guarded,
      face,
    );
  };
}

function guardFace(exchange: Exchange, face: Face, conversation: Conversation, request: GuardRequest): Face {
  const guard = createGuard(exchange, request, readConversationContent(conversation), 'guardrail_intervened');
  if (guard.input.action === 'BLOCKED')
    return { ...face, answered: () => write(face, guard, guard.refuse(), streams(exchange) ? undefined : []) };
  const inference = guard.admit(conversation);
  if (streams(exchange))
    return { ...face, inference, write: (output) => writeStream(face, guard, firstTurn(output), request) };
  return {
    ...face,
    inference,
    async write(output) {
      const folded = await foldTurn(firstTurn(output));
      const passed = guard.pass(folded);
      return write(face, guard, passed, passed === folded ? [] : [writeNative(exchange, face, conversation, folded)]);
    },
  };
}

/** `modelOutput`: what the model gave and the guardrail did not let through; empty in a reply that has one (recorded). */
async function write(face: Face, guard: Guard, turn: FoldedTurn, modelOutput?: string[]): Promise<OperationOutput> {
  const written = await face.write({ kind: 'conversation', turns: [joinDeltas(unfoldTurn(turn))] });
  const trace = writeTrace(guard, modelOutput);
  if ('stream' in written.output) return addToMetadata(written, () => trace);
  return { ...written, output: addTrace(written.output, trace) };
}

/** Beside what a prompt router has to say. */
function addTrace<Traced extends { trace?: unknown }>(traced: Traced, { trace }: { trace?: object }): Traced {
  return trace ? { ...traced, trace: { ...(traced.trace as object | undefined), ...trace } } : traced;
}

async function writeStream(
  face: Face,
  guard: Guard,
  turn: ReturnType<typeof firstTurn>,
  { asynchronous }: GuardRequest,
): Promise<OperationOutput> {
  let modelOutput: string[] | undefined;
  const guarded = (asynchronous ? showMeanwhile : holdBack)(turn, guard, (text) => {
    modelOutput = [text];
  });
  const written = await face.write({ kind: 'conversation', turns: [guarded] });
  return addToMetadata(written, () => writeTrace(guard, modelOutput));
}

/** The trace is made when the stream comes to its last event, and everything has been judged. */
function addToMetadata(written: OperationOutput, trace: () => object): OperationOutput {
  type Event = { metadata?: object };
  const stream = mapStream<Event, object>(written.output.stream as AsyncIterable<Event>, (event) =>
    event.metadata ? [{ metadata: addTrace(event.metadata, trace()) }] : [event],
  );
  return { ...written, output: { ...written.output, stream } };
}

function writeTrace(guard: Guard, modelOutput: string[] | undefined): { trace?: object } {
  const findings = guard.findings();
  if (!findings) return {};
  const { guardrailId, actionReason, input, outputs } = findings;
  const guardrail = {
    actionReason,
    inputAssessment: { [guardrailId]: withoutReasoning(input) },
    ...(modelOutput && { modelOutput }),
    ...(outputs.length > 0 && { outputAssessments: { [guardrailId]: outputs.map(withoutReasoning) } }),
  };
  return { trace: { guardrail } };
}

/** Converse's usage has no word of automated reasoning (recorded in 2026). */
function withoutReasoning(assessment: Assessment): Assessment {
  const metrics = assessment.invocationMetrics as { usage: Record<string, number> };
  const { automatedReasoningPolicies: _, automatedReasoningPolicyUnits: __, ...usage } = metrics.usage;
  return { ...assessment, invocationMetrics: { ...metrics, usage } };
}

/** The model's own body, as InvokeModel would have given it. */
function writeNative(exchange: Exchange, { model }: Face, conversation: Conversation, turn: FoldedTurn): string {
  const dialect = dialects[model.model.format];
  if (dialect?.kind !== 'conversation') return turn.content.map(({ text }) => text ?? '').join('');
  return JSON.stringify(dialect.write([turn], conversation, createContext(exchange, model, {})));
}
