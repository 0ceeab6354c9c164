/** An input of any operation that the API model allows, and that names nothing which is there, inference aside. */
import { type Operation, operations } from '../../../server/smithy/operation.js';
import { sampleShape } from '../../../server/smithy/sample.js';
import type { ContractCase, Params } from '../case.js';
import { nova, user } from '../cases/shared.js';

const body = Buffer.from(JSON.stringify({ schemaVersion: 'messages-v1', messages: [user('Hello')] }));

/** Of inference: it is read before anything else is known of it. */
const own: Record<string, Params> = {
  Converse: { modelId: nova, messages: [user('Hello')] },
  ConverseStream: { modelId: nova, messages: [user('Hello')] },
  InvokeModel: { modelId: nova, body },
  InvokeModelWithResponseStream: { modelId: nova, body },
};

/** The first event of a session; made anew for each call, since a stream is read once. */
export const oneEvent = {
  async *[Symbol.asyncIterator]() {
    yield { chunk: { bytes: Buffer.from('{"event":{"sessionStart":{}}}') } };
  },
};

export function wellFormed(operation: Operation): Params {
  const { name, service, input, inputEvents } = operation;
  const sample = sampleShape(service, input, undefined, { seed: 7, now: Date.UTC(2026, 0, 1), full: true });
  return (
    own[name] ?? {
      ...(sample as Params),
      nextToken: undefined,
      ...(inputEvents && { [inputEvents.name]: oneEvent }),
    }
  );
}

/** A case for each operation that `has` the exception. */
export function refusalCases(
  { suffix, documentation, error }: { suffix: string; documentation: string; error: string },
  has: (operation: Operation) => boolean,
  toStep: (operation: Operation) => Pick<ContractCase, 'marks'> & Partial<ContractCase['steps'][number]>,
): ContractCase[] {
  return operations.filter(has).map((operation) => {
    const { marks, ...step } = toStep(operation);
    const duplex = operation.inputEvents !== undefined;
    return {
      id: `${operation.name}${suffix}`,
      documentation,
      steps: [{ operation: operation.name, params: wellFormed(operation), expect: { error }, ...step }],
      ...((marks || duplex) && { marks: { ...marks, ...(duplex && { bidirectional: true }) } }),
    };
  });
}
