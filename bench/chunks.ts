/** What a chunk of a native stream costs to encode, beside JSON.stringify and a frame of the same object. */
import { encodeFrame, encodeHeaders } from '../src/server/smithy/event-stream.js';
import { findOperation } from '../src/server/smithy/operation.js';
import type { StructureShape } from '../src/server/smithy/shape.js';
import { writeEvents } from '../src/server/smithy/write-events.js';

const ROUNDS = 200_000;
const chunk = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ' of the morning comes' } };
const union = findOperation('InvokeModelWithResponseStream')?.outputEvents?.shape as StructureShape;
const headers = encodeHeaders([
  [':event-type', 'chunk'],
  [':content-type', 'application/json'],
  [':message-type', 'event'],
]);

function ours(): void {
  const events = Array.from({ length: 20 }, () => ({ chunk: { bytes: Buffer.from(JSON.stringify(chunk)) } }));
  for (const _ of writeEvents(union, events, { padding: true }) as Iterable<Uint8Array>);
}

function plain(): void {
  for (let index = 0; index < 20; index++) encodeFrame(headers, JSON.stringify(chunk));
}

/** Nanoseconds for one chunk: the median of several rounds. */
function measure(work: () => void): number {
  const samples: number[] = [];
  for (let round = 0; round < 7; round++) {
    const startedAt = performance.now();
    for (let index = 0; index < ROUNDS / 20 / 7; index++) work();
    samples.push(((performance.now() - startedAt) * 1e6) / (ROUNDS / 7));
  }
  return Math.round(samples.sort((left, right) => left - right)[3] ?? Number.NaN);
}

export function measureChunks(): void {
  const rows = [measure(plain), measure(ours)] as const;
  console.log('\nEncoding one chunk of InvokeModelWithResponseStream (aim: at most twice)');
  console.log(`  JSON.stringify and a frame   ${rows[0]} ns`);
  console.log(`  with base64 and padding      ${rows[1]} ns   ${(rows[1] / rows[0]).toFixed(2)} of it`);
}
