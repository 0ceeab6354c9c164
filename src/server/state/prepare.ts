/** The account that a server starts with: calls of the control plane, made in their order before anybody else calls. */
import { answer } from '../answer.js';
import type { Exchange } from '../exchange.js';
import type { Namespace } from '../namespace.js';
import { didYouMean } from '../nearest.js';
import { toOutput } from '../responders/shared/fixture-output.js';
import type { PreparedCall } from '../settings.js';
import { type Operation, operations } from '../smithy/operation.js';
import { validateInput } from '../smithy/validate.js';

/** Throws an Error of one sentence that names the call which is refused. */
export async function prepareAccount(calls: readonly PreparedCall[], namespace: Namespace): Promise<void> {
  for (const [index, call] of calls.entries()) {
    try {
      await perform(call, namespace);
    } catch (cause) {
      const { name, message } = cause as Error;
      const refusal = name === 'Error' ? message : `${name}: ${message}`;
      throw new Error(`prepare[${index}] (${call.operation}) is refused: ${refusal}`, { cause });
    }
  }
}

async function perform({ operation: name, input, region }: PreparedCall, namespace: Namespace): Promise<void> {
  const operation = findOperation(name);
  const { clock, settings } = namespace;
  const exchange: Exchange = {
    id: clock.uuid(),
    namespace,
    operation,
    caller: { kind: 'anonymous' },
    region: region ?? settings.region,
    headers: {},
    input: toOutput(input, operation.input) as Record<string, unknown>,
    signal: () => new AbortController().signal,
    startedAt: clock.monotonic(),
    seed: settings.seed,
    notes: { faults: [] },
  };
  validateInput(operation, exchange.input);
  const reply = await answer(exchange);
  if (reply.kind === 'exception') throw reply.exception;
}

function findOperation(name: string): Operation {
  const control = operations.filter(({ service }) => service === 'bedrock');
  const operation = control.find((one) => one.name === name);
  if (operation) return operation;
  throw new Error(
    `no operation of the control plane is called ${name}${didYouMean(
      name,
      control.map((one) => one.name),
    )}`,
  );
}
