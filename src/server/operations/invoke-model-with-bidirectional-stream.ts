/** InvokeModelWithBidirectionalStream: sessions with Nova Sonic, in which events go both ways at once. */
import { exception, validationException } from '../exception.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import { createSequence } from '../inference/sequence.js';
import { countTokens } from '../inference/tokens.js';
import { resolveNamedModel } from './shared/resolve-named-model.js';
import { answerSession, textOf } from './sonic/converse.js';
import { readInputEvent } from './sonic/input-event.js';
import { createOutput, type OutputEvent, type OutputWriter, type TokenCounts } from './sonic/output.js';
import { createSession, type Outcome, type Session } from './sonic/session.js';

/** Milliseconds that a session lasts at most, and that it may pass without an event. Source: AWS's announcement (8 minutes); public code (175 s). */
const LONGEST_SESSION = 8 * 60_000;
const LONGEST_SILENCE = 175_000;
/** Tokens of a second of speech. How AWS counts them is not public. */
const SPEECH_TOKENS = 25;

type Incoming = AsyncIterable<{ chunk?: { bytes?: Uint8Array } }>;

export function invokeModelWithBidirectionalStream(exchange: Exchange): OperationOutput {
  exchange.model = resolveNamedModel(exchange, 'InvokeModelWithBidirectionalStream');
  if (exchange.model.model.format !== 'amazon-nova-sonic') throw unsupported();
  return { output: { body: converse(exchange) } };
}

async function* converse(exchange: Exchange): AsyncGenerator<object> {
  const session = createSession({ answersText: exchange.model?.model.modelId !== 'amazon.nova-sonic-v1:0' });
  const speaker = createSpeaker(session, exchange);
  for await (const bytes of withinLimits(exchange)) {
    const outcome = session.take(readInputEvent(bytes));
    for await (const event of speaker(outcome)) yield toChunk(event);
    if (outcome === 'ended') return;
  }
}

const toChunk = (event: OutputEvent) => ({ chunk: { bytes: Buffer.from(JSON.stringify({ event })) } });

/** The chunks that come in. Throws, in AWS's words, when the session has lasted too long or nothing comes for too long. */
async function* withinLimits({ input, namespace, signal }: Exchange): AsyncGenerator<Uint8Array> {
  const { clock } = namespace;
  const events = (input.body as Incoming)[Symbol.asyncIterator]();
  const endsAt = clock.now() + LONGEST_SESSION;
  try {
    for (;;) {
      const waiting = new AbortController();
      const left = endsAt - clock.now();
      const limit = clock.sleep(Math.min(left, LONGEST_SILENCE), AbortSignal.any([waiting.signal, signal()]));
      const next = await Promise.race([events.next(), limit.then(() => 'late' as const)]);
      waiting.abort();
      if (next === 'late') throw clock.now() >= endsAt ? tooLong() : tooSilent();
      if (next.done) return;
      const bytes = next.value.chunk?.bytes;
      if (bytes) yield bytes;
    }
  } finally {
    events.return?.()?.catch(() => {});
  }
}

/** The words are ours, after those of Converse: no refusal of AWS is known. */
const unsupported = () =>
  validationException(
    "This action doesn't support the model that you provided. Try again with a supported speech model.",
  );

/** Words of both: public threads on Nova Sonic. */
const tooLong = () =>
  exception('ModelTimeoutException', 'Model has timed out in processing the request. Try your request again.');
const tooSilent = () =>
  validationException('InternalErrorCode=531::RST_STREAM closed stream. HTTP/2 error code: NO_ERROR');

/** Gives the events that an outcome calls for, and keeps the session's counts. */
function createSpeaker(session: Session, exchange: Exchange) {
  const random = createSequence(exchange.seed);
  const total: TokenCounts = noTokens();
  let output: OutputWriter | undefined;
  const sessionId = exchange.id;

  return async function* (outcome: Outcome): AsyncGenerator<OutputEvent> {
    if (outcome === 'prompt-ended' || outcome === 'ended') {
      if (output) yield output.completionEnd();
      output = undefined;
    }
    if (typeof outcome === 'string') return;
    if (!output) {
      const promptName = session.prompt?.promptName ?? '';
      output = createOutput({ sessionId, promptName, completionId: random.token(12) }, random);
      yield output.completionStart();
    }
    if (outcome.answer !== undefined) yield* output.heard(outcome.answer);
    const { content } = await answerSession(session, exchange);
    session.remember(content);
    const call = content.find(({ toolUse }) => toolUse)?.toolUse;
    const text = textOf(content);
    if (call)
      yield* output.calls({
        toolName: call.name ?? '',
        toolUseId: call.toolUseId ?? '',
        content: JSON.stringify(call.input),
      });
    else yield* output.says(text, session.prompt?.audioOutputConfiguration);
    const delta = countTurn(outcome, call ? '' : text);
    add(total, delta);
    exchange.notes.usage = { inputTokens: sum(total.input), outputTokens: sum(total.output) };
    yield output.usage(delta, structuredClone(total));
  };
}

const noTokens = (): TokenCounts => ({
  input: { speechTokens: 0, textTokens: 0 },
  output: { speechTokens: 0, textTokens: 0 },
});
const sum = ({ speechTokens, textTokens }: TokenCounts['input']) => speechTokens + textTokens;

function countTurn({ answer = '', speechMs }: Exclude<Outcome, string>, text: string): TokenCounts {
  const spoken = Math.ceil((speechMs / 1000) * SPEECH_TOKENS);
  const said = Math.ceil(((text.length * 60) / 1000) * SPEECH_TOKENS);
  return {
    input: { speechTokens: spoken, textTokens: spoken > 0 ? 0 : countTokens(answer) },
    output: { speechTokens: said, textTokens: countTokens(text) },
  };
}

function add(total: TokenCounts, { input, output }: TokenCounts): void {
  total.input.speechTokens += input.speechTokens;
  total.input.textTokens += input.textTokens;
  total.output.speechTokens += output.speechTokens;
  total.output.textTokens += output.textTokens;
}
