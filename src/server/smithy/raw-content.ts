/** What a reply's bytes say, in the form of a raw fixture: its events, or its body. */
import type { RawBytes, RawFrame } from '../../fixtures/fixture.js';
import { readFrameParts } from './frame-parts.js';
import { readBytes, readPayload } from './raw-bytes.js';

export type RawContent = { body: RawBytes } | { events: Omit<RawFrame, 'atMs'>[] };

/** `framed`: whether they are an event stream. Its events are those up to the first place that is no frame. */
export function readContent(bytes: Uint8Array, framed: boolean): RawContent {
  if (!framed) return { body: readBytes(bytes) };
  const events = readFrameParts(bytes).map(({ headers, payload }) => ({
    headers: Object.fromEntries(headers),
    payload: readPayload(payload),
  }));
  return { events };
}
