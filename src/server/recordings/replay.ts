/** Gives a recorded reply again: its bytes, in their order and at their times. */
import type { Recording } from '../../fixtures/recording.js';
import { type Pace, untilHead, writeRawReply } from '../smithy/raw-reply.js';
import type { HttpReply } from '../waist.js';

/** Resolves when the head is due. Rejects with the signal's reason where the client leaves before. */
export async function replay({ reply }: Recording, pace: Pace): Promise<HttpReply> {
  await untilHead(reply.raw, pace);
  return writeRawReply(reply.raw, pace);
}
