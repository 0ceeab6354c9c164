/** InvokeModel and its stream under a guardrail: two keys of Bedrock's own in the native body, or in its chunks. */
import type { JsonObject } from '../../dialects/dialect.js';
import type { Exchange, OperationOutput } from '../../exchange.js';
import type { Conversation, FoldedTurn } from '../../inference/conversation.js';
import { foldTurn } from '../../inference/fold.js';
import type { InferenceOutput } from '../../inference/inference.js';
import { unfoldTurn } from '../../inference/unfold.js';
import type { Face } from '../behaviour.js';
import { parseNativeBody } from '../invoke-input.js';
import { blockedBody, blockedChunk } from './blocked-native.js';
import { readNativeContent } from './content.js';
import { createGuard, type Guard } from './guard.js';
import { type GuardRequest, guardRequests, readInvokeGuard, streams } from './request.js';
import { holdBack, joinDeltas, showMeanwhile } from './turn.js';

/** The face as it is where no guardrail is asked for. Throws where the guardrail does not exist, or is configured but not named. */
export function guardInvoke(open: (exchange: Exchange) => Face): (exchange: Exchange) => Face {
  return (exchange) => {
    const face = open(exchange);
    const body = () => parseNativeBody(exchange.input.body as Uint8Array);
    return guardRequests(exchange, face, readInvokeGuard(exchange, body)).reduce(
      (guarded, request) =>
        guarded.inference.kind === 'conversation'
          ? guardFace(exchange, guarded, guarded.inference, request, body())
          : guarded,
      face,
    );
  };
}

function guardFace(
  exchange: Exchange,
  face: Face,
  conversation: Conversation,
  request: GuardRequest,
  body: JsonObject,
): Face {
  const guard = createGuard(exchange, request, readNativeContent(body, conversation));
  if (guard.input.action === 'BLOCKED') return { ...face, answered: () => refuse(exchange, face, guard) };
  const inference = guard.admit(conversation);
  return {
    ...face,
    inference,
    write: (output) => (streams(exchange) ? writeStream(face, guard, output, request) : writeBody(face, guard, output)),
  };
}

/** No token was used: neither the headers nor the last chunk count any (recorded). */
async function refuse(exchange: Exchange, face: Face, guard: Guard): Promise<OperationOutput> {
  const { output } = await face.write(conversationOf([guard.refuse()]));
  const { format } = face.model.model;
  if (typeof output.body === 'string') {
    const body = blockedBody(format, JSON.parse(output.body) as JsonObject, exchange.id);
    return { output: { ...output, body: JSON.stringify({ ...body, ...writeKeys(guard) }) } };
  }
  return {
    output: {
      ...output,
      body: addToLast(output.body as AsyncIterable<Chunk>, (chunk, last) => {
        const { 'amazon-bedrock-invocationMetrics': _, ...native } = blockedChunk(format, chunk, exchange.id);
        return last ? { ...native, ...writeKeys(guard) } : native;
      }),
    },
  };
}

async function writeBody(face: Face, guard: Guard, output: InferenceOutput): Promise<OperationOutput> {
  const turns: FoldedTurn[] = [];
  if (output.kind === 'conversation') for (const turn of output.turns) turns.push(await foldTurn(turn));
  const passed = turns.map((turn) => guard.pass(turn));
  const given = passed.some((turn, index) => turn !== turns[index])
    ? [String((await face.write(conversationOf(turns))).output.body)]
    : undefined;
  const written = await face.write(conversationOf(passed));
  const body = JSON.parse(String(written.output.body)) as JsonObject;
  return {
    ...written,
    output: { ...written.output, body: JSON.stringify({ ...body, ...writeKeys(guard, given) }) },
  };
}

async function writeStream(
  face: Face,
  guard: Guard,
  output: InferenceOutput,
  { asynchronous }: GuardRequest,
): Promise<OperationOutput> {
  const given: string[] = [];
  const guarded = output.kind === 'conversation' ? output.turns : [];
  const turns = guarded.map((turn) =>
    (asynchronous ? showMeanwhile : holdBack)(turn, guard, (text) => given.push(text)),
  );
  const written = await face.write({ kind: 'conversation', turns });
  const body = addToLast(written.output.body as AsyncIterable<Chunk>, (chunk, last) =>
    last ? { ...chunk, ...writeKeys(guard, given.length > 0 ? given : undefined) } : chunk,
  );
  return { ...written, output: { ...written.output, body } };
}

type Chunk = { chunk: { bytes: Uint8Array } };

/** Holds each chunk back until it is known whether another follows. */
async function* addToLast(
  chunks: Iterable<Chunk> | AsyncIterable<Chunk>,
  change: (chunk: JsonObject, last: boolean) => JsonObject,
): AsyncGenerator<Chunk> {
  let held: Chunk | undefined;
  const write = ({ chunk }: Chunk, last: boolean): Chunk => {
    const native = JSON.parse(Buffer.from(chunk.bytes).toString()) as JsonObject;
    return { chunk: { bytes: Buffer.from(JSON.stringify(change(native, last))) } };
  };
  for await (const chunk of chunks) {
    if (held) yield write(held, false);
    held = chunk;
  }
  if (held) yield write(held, true);
}

function conversationOf(turns: FoldedTurn[]): InferenceOutput {
  return { kind: 'conversation', turns: turns.map((turn) => joinDeltas(unfoldTurn(turn))) };
}

/** `modelOutput`: what the model gave and the guardrail did not let through. */
function writeKeys(guard: Guard, modelOutput?: string[]): JsonObject {
  const findings = guard.findings();
  const action = guard.intervened ? 'INTERVENED' : 'NONE';
  if (!findings) return { 'amazon-bedrock-guardrailAction': action };
  const { guardrailId, actionReason, input, outputs } = findings;
  const guardrail = {
    actionReason,
    ...(modelOutput && { modelOutput }),
    input: { [guardrailId]: input },
    ...(outputs.length > 0 && { outputs: outputs.map((assessment) => ({ [guardrailId]: assessment })) }),
  };
  return { 'amazon-bedrock-guardrailAction': action, 'amazon-bedrock-trace': { guardrail } as unknown as JsonObject };
}
