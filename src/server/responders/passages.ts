/** The modes beside the emulation, one row each: what answers an exchange. */
import type { Upstream } from '../backends/upstream.js';
import { validationException } from '../exception.js';
import { nextNumber } from '../namespace.js';
import type { Passage, RawExchange } from '../passage.js';
import type { Captured } from '../recordings/captured.js';
import { replay } from '../recordings/replay.js';
import type { RecordingStore } from '../recordings/store.js';
import type { HttpReply } from '../waist.js';
import { passThrough, readCaptured } from './capture.js';

export interface PassageParts {
  recordings: RecordingStore;
  upstream: Upstream;
  /** 1 as recorded, 10 ten times faster, 0 without waiting. */
  speed: number;
  /** Days after which `refresh` records anew. */
  olderThan: number;
  /** Is told, in one sentence, what could not be recorded. */
  warn(sentence: string): void;
}

type Recording = NonNullable<ReturnType<RecordingStore['find']>>;

type PassageMode = 'record' | 'record-missing' | 'refresh' | 'replay' | 'passthrough';

export const passages: Record<PassageMode, (parts: PassageParts) => Passage> = {
  passthrough:
    ({ upstream }) =>
    (exchange) =>
      ask(exchange, upstream),
  record: (parts) => (exchange) => record(exchange, parts),
  'record-missing': (parts) => async (exchange) => {
    const found = find(exchange, parts);
    return found ? play(found, exchange, parts) : record(exchange, parts);
  },
  refresh: (parts) => async (exchange) => {
    const found = find(exchange, parts);
    if (!found) return record(exchange, parts);
    return parts.recordings.olderThan(found, parts.olderThan)
      ? record(exchange, parts, found)
      : play(found, exchange, parts);
  },
  replay: (parts) => async (exchange) => {
    const found = find(exchange, parts);
    if (found) return play(found, exchange, parts);
    throw validationException(
      `No recording answers this call: ${parts.recordings.explainMiss(readCaptured(exchange))}`,
      {
        hint: 'bedrock-local replay answers what was recorded alone; record it, or run with --mode record-missing',
      },
    );
  },
};

function find(exchange: RawExchange, { recordings }: PassageParts): Recording | undefined {
  // Each namespace is told the sequence from its start, and again after a reset.
  const { namespace } = exchange;
  return recordings.find(readCaptured(exchange), (sequence) => nextNumber(namespace, `recording ${sequence}`) - 1);
}

async function play(recording: Recording, exchange: RawExchange, { speed }: PassageParts): Promise<HttpReply> {
  exchange.notes.answeredBy = 'recording';
  exchange.notes.fixture = recording.source ?? recording.id;
  return replay(recording, { clock: exchange.namespace.clock, signal: exchange.signal, speed });
}

async function ask(exchange: RawExchange, upstream: Upstream): Promise<HttpReply> {
  exchange.notes.answeredBy = 'upstream';
  return passThrough(exchange, upstream);
}

/** The client gets its reply, whether it can be written or not. */
async function record(
  exchange: RawExchange,
  { recordings, upstream, warn }: PassageParts,
  old?: Recording,
): Promise<HttpReply> {
  exchange.notes.answeredBy = 'upstream';
  const keep = async (captured: Captured) => {
    try {
      const { path } = await recordings.write(captured, old);
      exchange.notes.fixture = path;
    } catch (cause) {
      warn(`not recorded: ${(cause as Error).message}`);
    }
  };
  return passThrough(exchange, upstream, keep);
}
