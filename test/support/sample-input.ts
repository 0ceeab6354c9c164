/** An input of any operation that the schema accepts, for what the emulator knows of it before it acts. */
import type { Operation } from '../../src/server/smithy/operation.js';
import { sampleShape } from '../../src/server/smithy/sample.js';

async function* oneEvent() {
  yield { chunk: { bytes: Buffer.from('{"event":{"sessionStart":{}}}') } };
}

/** `own`: members that the operation's own rules bind beyond the schema. */
export function sampleInput(operation: Operation, own: Record<string, unknown> = {}): Record<string, unknown> {
  const options = { seed: 7, now: Date.UTC(2026, 0, 1), full: true };
  const sample = sampleShape(operation.service, operation.input, undefined, options);
  const input = { ...(sample as Record<string, unknown>), ...own };
  // Where a caller gives no token the client makes one; give one, so that what is received can be compared.
  for (const { name, idempotencyToken } of operation.input.members)
    if (idempotencyToken) input[name] ??= 'a-token-of-36-characters-or-more-here';
  if (operation.inputEvents) input[operation.inputEvents.name] = oneEvent();
  return input;
}
