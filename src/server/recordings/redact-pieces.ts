/** Secrets that a stream says in pieces: half of one in an event, the rest in the next. */
import { replaceInPieces } from '../redaction/find.js';
import type { Redactor } from '../redaction/redactor.js';

/** One text in an event, and how it is put in place of. */
interface Piece {
  text: string;
  put(text: string): void;
}

/**
 * Copies of the events without secrets that cross from one to the next. Texts at the same place in events of the same block are one
 * text in pieces, whatever the format calls them. What stands whole in one event stays: that is redacted by itself.
 */
export function redactPieces(events: readonly unknown[], redactor: Redactor): unknown[] {
  const copies = structuredClone(events) as unknown[];
  const streams = new Map<string, Piece[]>();
  for (const event of copies) collect(event, '', blockOf(event), streams);
  for (const pieces of streams.values()) {
    if (pieces.length < 2) continue;
    const texts = pieces.map(({ text }) => text);
    const found = redactor.find(texts.join(''));
    if (found.length === 0) continue;
    replaceInPieces(texts, found).forEach((text, index) => {
      if (text !== texts[index]) pieces[index]?.put(text);
    });
  }
  return copies;
}

/** What tells the blocks of a message apart, in the words of the formats that have it. */
function blockOf(event: unknown): unknown {
  const { contentBlockIndex, contentBlockDelta, index } = (event ?? {}) as Record<string, unknown>;
  return (
    contentBlockIndex ??
    (contentBlockDelta as typeof event as { contentBlockIndex?: unknown })?.contentBlockIndex ??
    index
  );
}

/** Padding is no text of anybody's. */
const PADDING = 'p';

function collect(value: unknown, path: string, block: unknown, streams: Map<string, Piece[]>): void {
  if (value === null || typeof value !== 'object') return;
  for (const [name, item] of Object.entries(value)) {
    const inside = `${path}/${name}`;
    if (typeof item !== 'string') collect(item, inside, block, streams);
    else if (name !== PADDING) {
      const stream = streams.get(`${inside} ${block}`) ?? [];
      streams.set(`${inside} ${block}`, stream);
      stream.push({ text: item, put: (text) => void Object.assign(value, { [name]: text }) });
    }
  }
}
