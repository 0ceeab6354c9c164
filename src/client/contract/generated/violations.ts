/** A case for each demand of the API model: an input that breaks it alone is refused, and the refusal names the member. */
import type { Operation } from '../../../server/smithy/operation.js';
import type { Member } from '../../../server/smithy/shape.js';
import type { ContractCase } from '../case.js';
import { changesAccount } from './changes-account.js';
import { type Case, constraintCases } from './constraints.js';

/** What AWS refuses of InvokeModelWithBidirectionalStream comes within the stream, so only its label can be judged so. */
export function violationCases(operation: Operation): ContractCase[] {
  return constraintCases(operation)
    .cases.filter(({ broken }) => canBeSent(operation, broken))
    .map((one, index) => toCase(operation, one, index));
}

function toCase(operation: Operation, { path, words, broken }: Case, index: number): ContractCase {
  const { name } = operation;
  const expected = `at '${path}' failed to satisfy constraint: ${words}`;
  return {
    id: `${name}Violation${index + 1}`,
    documentation: `${path}: ${words}`.slice(0, 200),
    steps: [
      {
        operation: name,
        params: broken,
        expect: { error: 'ValidationException', message: { pattern: literal(expected) } },
      },
    ],
    // Should AWS no longer refuse it, it would be done.
    ...(changesAccount(operation) && { marks: { writes: true } }),
  };
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A client refuses by itself what has no place in a message: a path without a label, a header that is no header. */
function canBeSent({ input, inputEvents }: Operation, broken: Record<string, unknown>): boolean {
  if (inputEvents) return false;
  return input.members.every((member) => canBePlaced(member, broken[member.name]));
}

/** The longest message that the services' front door lets in: over it the refusal is RequestEntityTooLarge, whatever the model demands. */
const LONGEST_MESSAGE = 25_000_000;

function canBePlaced({ location }: Member, value: unknown): boolean {
  if (bytesIn(value) > LONGEST_MESSAGE) return false;
  // Of a payload that is missing a client makes an empty object.
  if (location === 'payload' && value === undefined) return false;
  if (location === 'label') return value !== undefined && value !== '';
  if (location !== 'header' || value === undefined) return true;
  return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(String(value));
}

function bytesIn(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength;
  if (value === null || typeof value !== 'object') return 0;
  return Object.values(value).reduce((sum: number, item) => sum + bytesIn(item), 0);
}
