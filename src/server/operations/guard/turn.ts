/** A stream under a guardrail: held back until it is judged, or shown while it is. */
import type { FoldedTurn, Turn, TurnEvent } from '../../inference/conversation.js';
import { foldTurn } from '../../inference/fold.js';
import { unfoldTurn } from '../../inference/unfold.js';
import type { Guard } from './guard.js';

/** Characters of a delta of a stream that was held back; the recorded ones have 230 to 350. */
const HELD_BACK = 300;
/** Characters that an asynchronous guardrail waits for between two looks. */
const LOOK_EVERY = 200;

/** Told of a text that was not let through as the model gave it. */
type Note = (text: string) => void;

/** Synchronous: nothing is shown before the whole was judged. */
export async function* holdBack(turn: Turn, guard: Guard, note: Note): AsyncGenerator<TurnEvent> {
  const folded = await foldTurn(turn);
  const passed = guard.pass(folded);
  if (passed !== folded) note(folded.content.map(({ text }) => text ?? '').join(''));
  yield* joinDeltas(unfoldTurn(passed));
}

/** A text in few deltas, as AWS sends one that was held back. */
export function* joinDeltas(events: Iterable<TurnEvent>): Generator<TurnEvent> {
  let held: { contentBlockIndex: number; text: string } | undefined;
  for (const event of events) {
    const { contentBlockIndex, delta } = deltaOf(event) ?? {};
    if (delta && contentBlockIndex !== undefined && 'text' in delta) {
      held = { contentBlockIndex, text: (held?.text ?? '') + delta.text };
      if (held.text.length < HELD_BACK) continue;
      yield writeDelta(held.contentBlockIndex, held.text);
      held = undefined;
      continue;
    }
    if (held) yield writeDelta(held.contentBlockIndex, held.text);
    held = undefined;
    yield event;
  }
}

/**
 * Asynchronous: content is shown as it comes; once some of it is found to be blocked, the guardrail's message follows and no more
 * content. What is found only at the end changes the stop reason alone.
 */
export async function* showMeanwhile(turn: Turn, guard: Guard, note: Note): AsyncGenerator<TurnEvent> {
  const seen: TurnEvent[] = [];
  let text = '';
  let looked = 0;
  let blocked: FoldedTurn | undefined;
  for await (const event of turn) {
    if ('metadata' in event) {
      const folded = await foldTurn([...seen, event]);
      const passed = blocked ?? guard.pass(folded);
      if (passed !== folded) note(text);
      const { stopReason, stopSequence } = passed;
      yield { messageStop: { stopReason, ...(stopSequence !== undefined && { stopSequence }) } };
      yield event;
      return;
    }
    seen.push(event);
    const delta = deltaOf(event)?.delta;
    if (delta && 'text' in delta) text += delta.text;
    if (blocked || 'messageStop' in event) continue;
    const ends = 'contentBlockStop' in event;
    if (text.length - looked >= LOOK_EVERY || (ends && text.length > looked)) {
      looked = text.length;
      if (guard.peek(text).action === 'BLOCKED') {
        blocked = guard.pass(await foldTurn(seen));
        yield* closeBlock(event, blocked);
        continue;
      }
    }
    yield event;
  }
}

/** The message in place of the event that was found to be too much. */
function* closeBlock(event: TurnEvent, { content }: FoldedTurn): Generator<TurnEvent> {
  const { contentBlockIndex } =
    deltaOf(event) ?? ('contentBlockStop' in event ? event.contentBlockStop : { contentBlockIndex: 0 });
  yield writeDelta(contentBlockIndex, content[0]?.text ?? '');
  yield { contentBlockStop: { contentBlockIndex } };
}

function deltaOf(event: TurnEvent) {
  return 'contentBlockDelta' in event ? event.contentBlockDelta : undefined;
}

function writeDelta(contentBlockIndex: number, text: string): TurnEvent {
  return { contentBlockDelta: { contentBlockIndex, delta: { text } } };
}
