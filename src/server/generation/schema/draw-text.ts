/** Draws texts that match a pattern of a JSON schema. */
import { createSequence } from '../../inference/sequence.js';
import { samplePattern } from '../../smithy/sample-pattern.js';
import { hashText } from '../random.js';

/** The nth text, the same each time; `undefined` where the pattern has what cannot be drawn from, such as look-around. */
export function drawText(pattern: string, nth: number, minLength: number, maxLength?: number): string | undefined {
  try {
    return samplePattern(pattern, createSequence(hashText(pattern) + nth).next, minLength, maxLength);
  } catch {
    return undefined;
  }
}
